#pragma once
// Schools and agencies to be picked in forms.
//
//   const auto schools = school_offers(cx.db);
//   picker(schools, {.name = "school", .label = "School", .suggest = school_suggestions, .answers = …, .problems = …})
//   const auto school = picked(schools, cx.answers, "school"); // code is the URN

#include "agencies/picker.h"

namespace kith::db {
class Reader;
}

namespace kith::agencies {

inline constexpr const char* school_suggestions = "/schools/suggest";
inline constexpr const char* agency_suggestions = "/agencies/suggest";

// Schools open now, by URN; and by its URN each of these, which was picked once, though it may have closed.
Offers school_offers(db::Reader& reader, std::vector<std::string> recorded = {});

// Agencies that have not ended, schools among them, by reference. A school is told by its ward.
Offers agency_offers(db::Reader& reader);

} // namespace kith::agencies
