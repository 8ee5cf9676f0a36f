#pragma once
// Text as people type it, and the forms in which it is compared.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

// Whether the bytes are well-formed UTF-8 without NUL (RFC 3629: no surrogates, no overlong forms).
bool is_valid_utf8(std::string_view bytes);

// Number of characters (code points) in valid UTF-8.
std::size_t character_count(std::string_view text);

// Without white space at either end; line ends become "\n".
std::string trimmed(std::string_view text);

// ASCII alone, which codes and protocols are made of.
bool is_digit(char c);
bool are_digits(std::string_view text); // and one at least
char lower(char c);
std::string lower(std::string_view text);
std::string_view without_blanks(std::string_view text); // spaces and tabs at either end

// The form in which names and words are searched and compared: lower case, accents of Latin letters dropped,
// apostrophes dropped ("O'Brien" becomes "obrien"), hyphens and other punctuation a space,
// single spaces. Letters of other scripts stay as they are.
std::string folded(std::string_view text);

// The words of folded text, in order.
std::vector<std::string> folded_words(std::string_view text);

// A UK postcode in capitals with one space, "BL9 0EJ"; nothing when its shape is not one (handbook 8.5).
// Whether the postcode exists is for `places` to say.
std::optional<std::string> postcode(std::string_view typed);

// A telephone number's digits, "+44" read as a leading 0, without an extension; empty when there are none.
std::string telephone_digits(std::string_view typed);

// Whether it is one number that can be dialled from anywhere in the country: 10 or 11 digits that begin with 0, 0800
// 1111, or a number of another country from its +. An extension may follow.
bool is_telephone(std::string_view typed);

// The whole numbers that stand in a text, as they were typed: views into it.
std::vector<std::string_view> telephone_numbers(std::string_view text);

// "1 child", "3 children"
std::string counted(std::size_t number, std::string_view one, std::string_view many);

// "female" becomes "Female": how a label or a sentence begins.
std::string at_start(std::string_view words);

// "Maya, Tobi and Ezra"
std::string listed(const std::vector<std::string>& items);

} // namespace kith
