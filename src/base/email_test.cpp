#include "base/email.h"

#include <doctest/doctest.h>
#include <string>

using namespace kith;

TEST_CASE("an address has one at sign and nothing that does not stand in an envelope") {
    CHECK(is_email_address("t.bell@school.example"));
    for (const auto* text : {"", "@", "a@", "@b", "a@b@c", "a b@c", "a@b>", "t\xc3\xa9o@b", "a,b@c", "a;b@c",
                             "t.bell@school.example\r\nBcc: all@elsewhere.example"})
        CHECK_FALSE(is_email_address(text));
    std::string endless(250, 'a');
    endless += "@b.example";
    CHECK_FALSE(is_email_address(endless));
    CHECK(folded_email(" Sam.Okoro@HUB.example ") == "sam.okoro@hub.example");
}
