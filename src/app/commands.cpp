#include "app/commands.h"

#include "app/arguments.h"
#include "app/command_table.h"
#include "base/crypto.h"
#include "db/database.h"

#include <cstdio>
#include <fmt/format.h>

namespace kith::app {

namespace {

bool begins_with(const std::vector<std::string>& words, const std::string& command) {
    std::string said;
    for (const auto& word : words) {
        said += said.empty() ? word : " " + word;
        if (said == command) return true;
    }
    return false;
}

std::size_t word_count(const std::string& command) {
    return static_cast<std::size_t>(std::count(command.begin(), command.end(), ' ')) + 1;
}

const Command* find_command(const std::vector<std::string>& words) {
    for (const auto& command : commands())
        if (begins_with(words, command.usage.command)) return &command;
    return nullptr;
}

void list_commands(std::FILE* out) {
    fmt::print(out, "usage: kith COMMAND …        kith COMMAND --help says more\n\n");
    for (const auto& command : commands())
        fmt::print(out, "  {:<28} {}\n", command.usage.command, command.usage.summary);
    fmt::print(
        out,
        "\nexit codes: 0 done, 1 refused or failed, 2 not understood; of audit verify also 3 broken, 5 unreadable\n");
}

bool asks_for_help(const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), "--help") != words.end();
}

int run_with(const Command& command, const std::vector<std::string>& words) {
    if (asks_for_help(words)) {
        fmt::print("{}", help(command.usage));
        return 0;
    }
    const auto arguments = Arguments::read(command.usage, words);
    if (!arguments) {
        fmt::print(stderr, "{}\n\n{}", arguments.error().front().text, help(command.usage));
        return 2;
    }
    try {
        return command.run(*arguments);
    } catch (const std::exception& broken) {
        fmt::print(stderr, "kith {}: {}\n", command.usage.command, broken.what());
        return command.when_broken;
    }
}

} // namespace

int run(const std::vector<std::string>& words) {
    if (const auto* command = find_command(words))
        return run_with(*command,
                        {words.begin() + static_cast<std::ptrdiff_t>(word_count(command->usage.command)), words.end()});
    const bool asked = words.empty() || asks_for_help(words);
    if (!asked) fmt::print(stderr, "There is no command \"kith {}\".\n\n", words.front());
    list_commands(asked ? stdout : stderr);
    return asked ? 0 : 2;
}

} // namespace kith::app
