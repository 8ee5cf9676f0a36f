#include "base/reference.h"

#include "base/clock.h"

#include <doctest/doctest.h>

namespace kith {

namespace {

constexpr std::string_view letters = "23456789ABCDEFGHJKMNPQRSTWXYZ";

} // namespace

TEST_CASE("a reference is read however it is typed") {
    SystemRandom random;
    const Reference reference = Reference::make(random);
    CHECK(reference.text().size() == 8);
    CHECK(Reference::parse(reference.text()) == reference);
    CHECK(Reference::parse(reference.spoken()) == reference);
    std::string lower = " " + reference.spoken();
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    lower[5] = '-';
    CHECK(Reference::parse(lower) == reference);
    CHECK_FALSE(Reference::parse(""));
    CHECK_FALSE(Reference::parse(reference.text() + "2"));
    CHECK_FALSE(Reference::parse(reference.text().substr(0, 7)));
    CHECK_FALSE(Reference::parse("O0I1LUV2"));
}

TEST_CASE("every single wrong character is noticed") {
    SystemRandom random;
    int unnoticed = 0;
    for (int i = 0; i < 2000; ++i) {
        const std::string text = Reference::make(random).text();
        for (std::size_t at = 0; at < text.size(); ++at)
            for (const char letter : letters) {
                if (letter == text[at]) continue;
                std::string wrong = text;
                wrong[at] = letter;
                if (Reference::parse(wrong)) ++unnoticed;
            }
    }
    CHECK(unnoticed == 0);
}

TEST_CASE("every two neighbours swapped are noticed") {
    SystemRandom random;
    int unnoticed = 0;
    for (int i = 0; i < 20000; ++i) {
        const std::string text = Reference::make(random).text();
        for (std::size_t at = 0; at + 1 < text.size(); ++at) {
            if (text[at] == text[at + 1]) continue;
            std::string wrong = text;
            std::swap(wrong[at], wrong[at + 1]);
            if (Reference::parse(wrong)) ++unnoticed;
        }
    }
    CHECK(unnoticed == 0);
}

TEST_CASE("references seldom repeat and use every character") {
    SystemRandom random;
    std::set<std::string> seen;
    std::set<char> used;
    for (int i = 0; i < 20000; ++i) {
        const std::string text = Reference::make(random).text();
        seen.insert(text);
        used.insert(text.begin(), text.end());
    }
    CHECK(seen.size() >= 19999);
    CHECK(used.size() == letters.size());
}

} // namespace kith
