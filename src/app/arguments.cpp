#include "app/arguments.h"

#include <fmt/format.h>

namespace kith::app {

namespace {

const Option* find_option(const Usage& usage, std::string_view name) {
    for (const auto& option : usage.options)
        if (option.name == name) return &option;
    return nullptr;
}

Problem refused(std::string text) {
    return {"", "usage", std::move(text)};
}

} // namespace

Result<Arguments> Arguments::read(const Usage& usage, const std::vector<std::string>& words) {
    Arguments arguments;
    bool options_ended = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (!options_ended && word == "--") {
            options_ended = true;
            continue;
        }
        if (options_ended || !word.starts_with("--")) {
            arguments.operands_.push_back(word);
            continue;
        }
        const auto equals = word.find('=');
        const auto name = word.substr(0, equals);
        const auto* option = find_option(usage, name);
        if (!option) return refused(fmt::format("There is no option {}.", name));
        if (option->value.empty()) {
            if (equals != std::string::npos) return refused(fmt::format("{} takes no value.", name));
            arguments.options_.emplace(name, "");
        } else if (equals != std::string::npos) {
            arguments.options_.emplace(name, word.substr(equals + 1));
        } else if (i + 1 < words.size()) {
            arguments.options_.emplace(name, words[++i]);
        } else {
            return refused(fmt::format("{} needs a value: {} {}.", name, name, option->value));
        }
    }
    if (arguments.operands_.size() < usage.operands.size())
        return refused(fmt::format("{} is missing.", usage.operands[arguments.operands_.size()]));
    if (arguments.operands_.size() > usage.operands.size())
        return refused(fmt::format("\"{}\" is one word too many.", arguments.operands_[usage.operands.size()]));
    for (const auto& option : usage.options)
        if (option.required && !arguments.given(option.name))
            return refused(fmt::format("{} {} is missing: {}.", option.name, option.value, option.explanation));
    return arguments;
}

std::string Arguments::value(const std::string& name, std::string otherwise) const {
    const auto found = options_.find(name);
    return found == options_.end() ? std::move(otherwise) : found->second;
}

std::vector<std::string> Arguments::values(const std::string& name) const {
    std::vector<std::string> all;
    const auto [first, last] = options_.equal_range(name);
    for (auto at = first; at != last; ++at)
        all.push_back(at->second);
    return all;
}

std::string help(const Usage& usage) {
    std::string line = "usage: kith " + usage.command;
    std::string options;
    for (const auto& operand : usage.operands)
        line += " " + operand;
    for (const auto& option : usage.options) {
        const auto shown = option.value.empty() ? option.name : option.name + " " + option.value;
        line += option.required ? " " + shown : " [" + shown + "]";
        options += fmt::format("  {:<24} {}\n", shown, option.explanation);
    }
    return fmt::format("{}\n\n{}\n\n{}", line, usage.summary, options);
}

} // namespace kith::app
