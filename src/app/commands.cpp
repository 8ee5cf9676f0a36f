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

bool is_of(const Command& command, const std::string& group) {
    return group.empty() || command.usage.command.starts_with(group + " ");
}

// The word that several commands begin with, "import"; "" when none begins with what was said.
std::string group_of(const std::vector<std::string>& words) {
    if (words.empty()) return "";
    const auto& all = commands();
    const bool begins =
        std::any_of(all.begin(), all.end(), [&](const auto& each) { return is_of(each, words.front()); });
    return begins ? words.front() : "";
}

void list_commands(std::FILE* out, const std::string& group) {
    fmt::print(out, "usage: kith COMMAND …        kith COMMAND --help says more, kith --version which Kith it is\n\n");
    for (const auto& command : commands())
        if (is_of(command, group)) fmt::print(out, "  {:<28} {}\n", command.usage.command, command.usage.summary);
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
    if (words == std::vector<std::string>{"--version"}) {
        fmt::print("kith {}\n", KITH_VERSION);
        return 0;
    }
    const bool asked = words.empty() || asks_for_help(words);
    const auto group = group_of(words);
    if (!asked && words.size() > 1 && !group.empty())
        fmt::print(stderr, "There is no command \"kith {} {}\".\n\n", words[0], words[1]);
    else if (!asked && group.empty())
        fmt::print(stderr, "There is no command \"kith {}\".\n\n", words.front());
    list_commands(asked ? stdout : stderr, group);
    return asked ? 0 : 2;
}

} // namespace kith::app
