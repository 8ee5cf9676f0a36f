#include "app/command_table.h"

#include "app/operations.h"

namespace kith::app {

const std::vector<Command>& commands() {
    static const std::vector<Command> table = [] {
        std::vector<Command> all;
        for (auto* folder : {serving_commands, data_commands, demo_commands, matching_commands, linkage_commands})
            for (auto& command : folder())
                all.push_back(std::move(command));
        return all;
    }();
    return table;
}

} // namespace kith::app
