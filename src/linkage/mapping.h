#pragma once
// Which column of a file holds what. Made by hand or from a TOML file (matching/mapping.h).

#include <array>
#include <string>
#include <vector>

namespace kith::linkage {

constexpr std::size_t most_identifiers = 4;

// Headings that may stand for the same thing: of `any`, the first that a file has.
struct AnyOf {
    std::vector<std::string> any;
};

struct IdentifierColumn {
    std::string name; // "nhs_number"
    AnyOf column;
    bool one_per_source = false; // two numbers in one source are two people
};

struct Mapping {
    AnyOf record_id;
    AnyOf source; // none: each file is a source
    std::vector<std::string> forenames;
    AnyOf surname;
    std::vector<std::string> former_names;
    AnyOf birth, birth_day, birth_month, birth_year;
    AnyOf sex;
    std::vector<std::string> address;
    AnyOf house_number, postcode, town, phone, email, recorded_on, sealed;
    AnyOf truth; // who the person really is: read for the report, never compared
    std::vector<IdentifierColumn> identifiers;
};

} // namespace kith::linkage
