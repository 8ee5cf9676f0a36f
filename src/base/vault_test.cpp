#include "base/clock.h"
#include "base/vault.h"

#include <doctest/doctest.h>

namespace kith {

namespace {

const Vault right(std::string(32, 'k'));
const Vault other(std::string(32, 'x'));

} // namespace

TEST_CASE("what is sealed opens with the same key, for the same row, and tells nothing") {
    SystemRandom random;
    const auto sealed = right.seal({"12 Mill Lane\nNorthbridge", "NB4 1AA", ""}, "address|1", random);
    CHECK(sealed.find("Mill Lane") == std::string::npos);
    CHECK(sealed != right.seal({"12 Mill Lane\nNorthbridge", "NB4 1AA", ""}, "address|1", random));
    CHECK(right.open(sealed, "address|1") == std::vector<std::string>{"12 Mill Lane\nNorthbridge", "NB4 1AA", ""});

    CHECK_THROWS_WITH_AS(right.open(sealed, "address|2"), doctest::Contains("cannot be opened"), std::runtime_error);
    CHECK_THROWS_WITH_AS(other.open(sealed, "address|1"), doctest::Contains("another one"), std::runtime_error);
    CHECK_THROWS_WITH_AS(Vault().open(sealed, "address|1"), doctest::Contains("key_file"), std::runtime_error);
    auto altered = sealed;
    altered.back() = static_cast<char>(altered.back() ^ 1);
    CHECK_THROWS_AS(right.open(altered, "address|1"), std::runtime_error);
}

TEST_CASE("texts that look like lengths come back as they were") {
    SystemRandom random;
    const auto sealed = right.seal({"3:abc", "", "0:"}, "c", random);
    CHECK(right.open(sealed, "c") == std::vector<std::string>{"3:abc", "", "0:"});
}

TEST_CASE("a mark is the same for the same text and key, and for nothing else") {
    CHECK(right.mark("nb41aa") == right.mark("nb41aa"));
    CHECK(right.mark("nb41aa") != right.mark("nb41ab"));
    CHECK(right.mark("nb41aa") != other.mark("nb41aa"));
    CHECK(right.fingerprint() != other.fingerprint());
    CHECK_THROWS_WITH_AS(Vault().mark("nb41aa"), doctest::Contains("key_file"), std::runtime_error);
}

TEST_CASE("without a key nothing is sealed by mistake") {
    SystemRandom random;
    CHECK_FALSE(Vault().has_key());
    CHECK_FALSE(Vault("").has_key());
    CHECK_THROWS_WITH_AS(Vault().seal({"12 Mill Lane"}, "c", random), doctest::Contains("no key"), std::runtime_error);
    CHECK_THROWS_AS(Vault("too short"), std::runtime_error);
}

} // namespace kith
