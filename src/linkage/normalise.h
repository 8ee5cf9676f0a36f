#pragma once
// The form in which values of one kind are compared. All of these look at one value alone.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::linkage {

// A name's words without titles and suffixes ("Mr", "Jr"); empty for what is no name ("unknown", "Baby", "Twin 1").
std::vector<std::string> forename_words(std::string_view typed);
// Whether a forename stands for that of a child who has none yet ("Baby Girl", "Unborn", "Twin Two").
bool is_of_newborn(std::string_view typed);
// Of children told apart by their order alone: 2 for "Twin 2", "Baby B", "Second twin"; 0 when no order is said.
unsigned birth_order(std::string_view typed);

std::vector<std::string> surname_words(std::string_view typed);
// Words that many families share and that tell little alone: Kaur, Singh, Begum, bin, van …
bool is_low_information(std::string_view word);

// A day, or what is known of it. Digits are kept as typed even when there is no such day, so that a slip of the pen
// still resembles the truth. A missing part is 0.
struct Birth {
    std::uint32_t year = 0, month = 0, day = 0;

    bool is_full() const { return year != 0 && month != 0 && day != 0; }

    std::uint32_t packed() const { return year << 14 | month << 7 | day; }

    static Birth unpacked(std::uint32_t packed) { return {packed >> 14, packed >> 7 & 127, packed & 127}; }

    bool operator==(const Birth&) const = default;
};

// Reads 2019-04-30, 20190430, 30/04/2019, 30 Apr 2019, with a time after it or not. 1900-01-01 and the like are
// nothing.
Birth birth(std::string_view typed);

enum class Sex : std::uint8_t { unknown, male, female };
Sex sex(std::string_view typed);

// Nothing for a word that says neither yes nor no.
std::optional<bool> sealed(std::string_view typed);

struct Postcode {
    std::string text;     // "BL90EJ"; other countries' as typed, letters and digits only
    std::string district; // "BL9"
    bool british = false;
};

// Letters and digits that look alike are put right by place ("BL9 OEJ").
Postcode post_code(std::string_view typed);

struct Premises {
    std::string house;  // "12a", "2/15"
    std::string street; // folded, "road" and the like shortened
};

Premises premises(std::string_view address);
std::string house_number(std::string_view typed);
std::string phone(std::string_view typed);
std::string email(std::string_view typed);
std::string identifier(std::string_view typed);
std::string town(std::string_view typed);

// A rough sound of a folded name, as a number; 0 for no letters. After Russell's Soundex (US 1,261,167), with the
// beginnings that English spells in two ways (ph, kn, wr, c and k) put together and six places instead of four.
std::uint32_t sound(std::string_view name);

} // namespace kith::linkage
