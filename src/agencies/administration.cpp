#include "agencies/administration.h"

#include "base/number.h"
#include "base/text.h"
#include "profiles/profile.h"

namespace kith::agencies {

bool manages(const access::Viewer& viewer, Id<Agency> agency) {
    if (viewer.may(access::Action::manage_agencies)) return true;
    return viewer.may(access::Action::manage_users) && viewer.agency == agency;
}

Agency managed_agency(const http::Context& cx) {
    auto agency = http::found(find_agency(cx.db, cx.reference("agency")));
    if (!manages(cx.viewer, agency.id)) throw http::Stop{404};
    return agency;
}

html::TypedDay typed_day(const http::Answers& answers, const std::string& name) {
    return {answers.text(name + "-day"), answers.text(name + "-month"), answers.text(name + "-year")};
}

std::optional<Day> read_day(const http::Answers& answers, const std::string& name, Problems& problems) {
    const auto typed = typed_day(answers, name);
    if (typed.day.empty() && typed.month.empty() && typed.year.empty()) return std::nullopt;
    const auto day = whole_number(typed.day), month = whole_number(typed.month), year = whole_number(typed.year);
    auto read = day && month && year ? Day::from_parts(*year, *month, *day) : std::nullopt;
    if (!read) problems.push_back({name, "no_day", "Enter a day of the calendar, like 27 3 2027"});
    return read;
}

bool has_code(const Problems& problems, std::string_view code) {
    return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) { return problem.code == code; });
}

std::string where_words(const profiles::Profile& profile, const std::vector<std::string>& localities) {
    std::vector<std::string> names;
    for (const auto& code : localities) {
        const auto* locality = profile.find_locality(code);
        names.push_back(locality ? locality->name : code);
    }
    return names.empty() ? "The whole council" : listed(names);
}

std::string name_of(db::Reader& reader, Id<Agency> agency) {
    const auto found = find_agency(reader, agency);
    return found ? found->name() : "";
}

} // namespace kith::agencies
