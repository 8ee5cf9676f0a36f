#include "mail/letter.h"

#include "base/clock.h"

#include <doctest/doctest.h>

namespace kith::mail {

namespace {

SystemRandom chance;
const Letterhead council{"early-help@council.example", "Early Help", "https://kith.council.example"};

Letter a_letter() {
    return {.id = Id<Letter>::make({1'795'000'000'000}, chance),
            .to = "t.bell@school.example",
            .about = Reference::make(chance),
            .made_at = {1'795'000'000'000}};
}

} // namespace

TEST_CASE("a letter says that there is a message and nothing else") {
    const auto letter = a_letter();
    const auto text = message(letter, council);
    CHECK(text.find("You have a message about a request. Sign in to read it.") != std::string::npos);
    CHECK(text.find("https://kith.council.example/requests/" + letter.about->text()) != std::string::npos);
    CHECK(text.find("Date: Wed, 18 Nov 2026 11:06:40 +0000\r\n") != std::string::npos);
    CHECK(text.find("Message-ID: <" + std::string(letter.id.text()) + "@council.example>\r\n") != std::string::npos);
}

TEST_CASE("the same letter is the same message each time it is sent") {
    const auto letter = a_letter();
    auto later = letter;
    later.tries = 3;
    CHECK(message(letter, council) == message(later, council));
}

TEST_CASE("nothing can slip a line into a letter's head") {
    auto letter = a_letter();
    letter.to = "t.bell@school.example\r\nBcc: all@elsewhere.example";
    CHECK(message(letter, council).find("\r\nBcc:") == std::string::npos);
}

TEST_CASE("waits grow, and trying ends after about three days") {
    std::int64_t total = 0;
    for (int tries = 1; tries < most_tries; ++tries) {
        CHECK(wait_after(tries) <= wait_after(tries + 1));
        total += wait_after(tries);
    }
    CHECK(total > 2 * days_ms);
    CHECK(total < 4 * days_ms);
}

} // namespace kith::mail
