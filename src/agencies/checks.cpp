#include "agencies/checks.h"

#include "base/text.h"

namespace kith::agencies {

void check_name(Problems& problems, const std::string& name, const std::string& when_missing) {
    if (trimmed(name).empty())
        problems.push_back({"name", "missing", when_missing});
    else if (character_count(name) > longest_name)
        problems.push_back({"name", "too_long", fmt::format("The name must be {} characters or fewer", longest_name)});
    else if (name.find('\n') != std::string::npos)
        problems.push_back({"name", "not_one_line", "The name must be on one line"});
}

void check_telephone(Problems& problems, const std::string& telephone) {
    if (telephone.empty()) return;
    const auto digits = telephone_digits(telephone).size();
    if (digits < 3 || digits > 15 || telephone.size() > longest_telephone)
        problems.push_back({"telephone", "not_a_number", "Enter a telephone number, like 01632 960 001"});
}

} // namespace kith::agencies
