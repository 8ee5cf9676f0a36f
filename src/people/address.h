#pragma once
// Where a person lives and goes to school, over time. All of it is of the location class (security 1.2).

#include "base/day.h"
#include "base/result.h"

namespace kith::people {

enum class AddressKind { home, temporary, placement };

std::string_view code(AddressKind kind);
std::string_view word(AddressKind kind);
std::optional<AddressKind> to_address_kind(std::string_view code);
const std::vector<AddressKind>& address_kinds();

// What an address is in, from its postcode, and by which year's boundaries.
struct Area {
    std::string ward = {};     // code; "" when the postcode is not known
    std::string district = {}; // code
    std::string lsoa = {};     // code
    std::string boundaries = {};

    bool operator==(const Area&) const = default;
};

struct Address {
    AddressKind kind = AddressKind::home;
    std::string lines = {}; // one a line, without the postcode
    std::string postcode = {};
    std::string uprn = {}; // without leading zeros
    Area area = {};
    std::optional<Day> from = {};
    std::optional<Day> until = {};

    bool operator==(const Address&) const = default;
};

// "12 Mill Lane, Northbridge, NB4 1AA"
std::string words(const Address& address);

// Puts postcode and UPRN into standard form. Refuses an address without lines and postcode, one with a postcode or
// UPRN that has not the shape of one, one that ends before it begins. Fields: "lines", "postcode", "uprn", "until".
Result<Address> read_address(Address typed);

// A school or other setting, by its URN.
struct Attendance {
    std::string urn;
    std::string school = {}; // its name, read from places
    std::optional<Day> from = {};
    std::optional<Day> until = {};

    bool operator==(const Attendance&) const = default;
};

} // namespace kith::people
