#include "app/open.h"
#include "app/operations.h"
#include "matching/model_commands.h"

#include <iostream>

namespace kith::app {

namespace {

int train_model(const Arguments& arguments) {
    return matching::train_model(*open_to_write(config_of(arguments), ""), std::cout);
}

int list_models(const Arguments& arguments) {
    return matching::list_models(*open_to_read(config_of(arguments)), std::cout);
}

int use_model(const Arguments& arguments) {
    return matching::use_model(*open_to_write(config_of(arguments), ""), arguments.operand(0), std::cout);
}

} // namespace

std::vector<Command> matching_commands() {
    return {
        {{"matching train",
          {},
          with_database(),
          "Learns a model from the people of the database; puts it not in force."},
         train_model},
        {{"matching models", {}, with_database(), "Lists the models learned, and says which is in force."},
         list_models},
        {{"matching use",
          {"NUMBER|built-in"},
          with_database(),
          "Puts a model in force: pairs are weighed by it from now on."},
         use_model},
    };
}

} // namespace kith::app
