#pragma once
// An organisation of the partnership: the council's own Early Help agency, a school, a health trust, a charity.

#include "base/day.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/reference.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace kith::agencies {

// What sort of organisation: a code of the profile's list "agency_kinds". The one that Kith itself knows:
inline constexpr std::string_view school_kind = "school";

// What a person says about an agency when adding or changing it.
struct AgencyDetails {
    std::string name;
    std::string kind;
    bool host = false;         // the council's own Early Help agency; there is one
    bool confidential = false; // that it works with a family is itself private: refuge, sexual health, adoption
    std::string telephone = {};
    // First and last day of its information-sharing agreement. Without a first day its people can do nothing.
    std::optional<Day> agreement_from = {};
    std::optional<Day> agreement_to = {};

    bool operator==(const AgencyDetails&) const = default;
};

struct Agency {
    Id<Agency> id;
    Reference reference;
    AgencyDetails details;
    std::optional<Instant> ended_at; // its people and sessions stopped then, for good
    std::int64_t version = 1;

    const std::string& name() const { return details.name; }

    bool has_ended() const { return ended_at.has_value(); }

    bool has_agreement(Day on) const {
        return details.agreement_from && *details.agreement_from <= on &&
               (!details.agreement_to || on <= *details.agreement_to);
    }
};

// Refuses a name that is missing or too long, no kind, a telephone number without digits, an agreement that ends
// before it begins.
Problems problems_with(const AgencyDetails& details);

// What a change of an older version is refused with.
inline const Problem changed_meanwhile{
    "", "changed_meanwhile",
    "Somebody else changed this while you had it open. Look at what it says now and save again"};

} // namespace kith::agencies
