#pragma once
// Words of a command line, held against what the command understands.

#include "base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kith::app {

struct Option {
    std::string name;  // "--database"
    std::string value; // what stands after it, "URL"; empty: a switch
    std::string explanation;
    bool required = false;
};

struct Usage {
    std::string command;               // "import postcodes"
    std::vector<std::string> operands; // "FILE", in order; all required
    std::vector<Option> options;
    std::string summary; // one line
};

class Arguments {
public:
    // Reads `--name value`, `--name=value`, switches and operands in any order; "--" ends the options. Problems for an
    // unknown option, a missing value, a required option left out, too few or too many operands.
    static Result<Arguments> read(const Usage& usage, const std::vector<std::string>& words);

    // The option's value, or `otherwise`.
    std::string value(const std::string& name, std::string otherwise = "") const;
    std::vector<std::string> values(const std::string& name) const;

    bool given(const std::string& name) const { return options_.contains(name); }

    const std::string& operand(std::size_t index) const { return operands_.at(index); }

private:
    std::multimap<std::string, std::string> options_;
    std::vector<std::string> operands_;
};

// "usage: kith import postcodes FILE [--database URL]" and a line for each option.
std::string help(const Usage& usage);

} // namespace kith::app
