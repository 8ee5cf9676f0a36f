#pragma once
// Numbers by which other bodies know a person. A right check digit says that a number is well formed, not that it is
// this person's: that is `verified`, and somebody says so (handbook 8.5).

#include "base/day.h"
#include "base/result.h"

namespace kith::people {

enum class Scheme { upn, nhs_number, council_child, national_insurance };

std::string_view code(Scheme scheme);
std::string_view word(Scheme scheme); // "UPN (pupil number)", "NHS number"
std::optional<Scheme> to_scheme(std::string_view code);
const std::vector<Scheme>& schemes();

// Without spaces and hyphens, in capitals.
std::string standard_form(std::string_view typed);

// Whether a number in its standard form is well formed and its check digit right.
bool is_upn(std::string_view upn);
bool is_nhs_number(std::string_view digits);
bool is_national_insurance_number(std::string_view number);
bool is_council_child_number(std::string_view number); // at most 20 letters and digits; has no check digit
bool passes_check(Scheme scheme, std::string_view standard);
bool has_check_digit(Scheme scheme);

struct Identifier {
    Scheme scheme = Scheme::upn;
    std::string value; // in standard form
    bool verified = false;
    std::string verified_how = {}; // "seen in the red book"
    std::optional<Day> from = {};
    std::optional<Day> until = {};

    bool operator==(const Identifier&) const = default;
};

// "943 476 5919" for an NHS number; others as they are.
std::string shown(const Identifier& identifier);

// Refuses a number that is not well formed or whose check fails, saying which; `verified` needs a `verified_how`.
// Fields: "value", "verified_how", "until".
Result<Identifier> read_identifier(Identifier typed);

// A unique property reference number (up to 12 digits) as text without leading zeros; nothing when it is none.
std::optional<std::string> uprn(std::string_view typed);

} // namespace kith::people
