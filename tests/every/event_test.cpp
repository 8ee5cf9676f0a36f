// Whatever is written into history has words for the audit page and a line in docs/events.md, and nothing else has.

#include "app/audit_words.h"
#include "tests/town.h"

#include <doctest/doctest.h>

#include <fstream>
#include <regex>

using namespace kith;

namespace {

namespace files = std::filesystem;

std::string content(const files::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::set<std::string> with_words() {
    std::set<std::string> actions;
    for (const auto& each : app::action_words())
        actions.emplace(each.action);
    return actions;
}

// In the first column, between backticks.
std::set<std::string> in_the_docs() {
    static const std::regex action("`([a-z-]+\\.[a-z_-]+)`");
    std::set<std::string> actions;
    std::istringstream lines(content(files::path(KITH_SOURCE) / "docs/events.md"));
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| `")) continue;
        const auto column = line.substr(0, line.find(" | "));
        for (std::sregex_iterator at(column.begin(), column.end(), action), end; at != end; ++at)
            actions.insert((*at)[1]);
    }
    return actions;
}

// Spelled like an action: the codes of problems.
const std::set<std::string> not_actions = {"agency.unknown", "email.taken",           "email.wrong",
                                           "name.missing",   "password.context",      "password.long",
                                           "password.same",  "password.short",        "password.weak",
                                           "password.wrong", "posting.not-yours",     "posting.over",
                                           "role.agency",    "role.not-yours",        "session.over",
                                           "sign-in.busy",   "sign-in.email-missing", "sign-in.password-missing",
                                           "sign-in.wait",   "sign-in.wrong",         "unlock.wrong"};

std::set<std::string> in_the_code() {
    std::set<std::string> kinds;
    for (const auto& action : with_words())
        kinds.insert(action.substr(0, action.find('.')));
    static const std::regex literal("\"([a-z]+(?:-[a-z]+)*)\\.([a-z]+(?:[_-][a-z]+)*)\"");
    std::set<std::string> actions;
    for (const auto& entry : files::recursive_directory_iterator(files::path(KITH_SOURCE) / "src")) {
        const auto name = entry.path().filename().string();
        const bool is_code = name.ends_with(".cpp") || name.ends_with(".h");
        if (!is_code || name.find("_test.") != std::string::npos || name == "audit_words.cpp") continue;
        const auto text = content(entry.path());
        for (std::sregex_iterator at(text.begin(), text.end(), literal), end; at != end; ++at) {
            const auto action = (*at)[1].str() + "." + (*at)[2].str();
            if (kinds.contains((*at)[1]) && !not_actions.contains(action)) actions.insert(action);
        }
    }
    return actions;
}

std::string without(const std::set<std::string>& all, const std::set<std::string>& some) {
    std::string text;
    for (const auto& each : all)
        if (!some.contains(each)) text += each + " ";
    return text;
}

} // namespace

TEST_CASE("every action of history has words, a line in the docs, and something that writes it") {
    CHECK(without(with_words(), in_the_docs()) == "");
    CHECK(without(in_the_docs(), with_words()) == "");
    CHECK(without(with_words(), in_the_code()) == "");
    CHECK(without(in_the_code(), with_words()) == "");
}

TEST_CASE("every route that names a view has words for it") {
    on_each_town([](Town& town) {
        for (const auto& route : town.router().routes()) {
            const std::string action(route.audit.action);
            CAPTURE(route.path);
            if (!action.empty()) CHECK(app::words_of(action).words != action);
        }
    });
}
