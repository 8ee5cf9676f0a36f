#include "access/second_factor.h"

#include <doctest/doctest.h>

namespace kith::access {

namespace {

const std::string seed = "12345678901234567890"; // RFC 6238, appendix B

Instant second(std::int64_t number) {
    return {number * seconds_ms};
}

} // namespace

TEST_CASE("codes are those of RFC 6238") {
    CHECK(one_time_code(seed, step_at(second(59))) == "287082");
    CHECK(one_time_code(seed, step_at(second(1111111109))) == "081804");
    CHECK(one_time_code(seed, step_at(second(1111111111))) == "050471");
    CHECK(one_time_code(seed, step_at(second(1234567890))) == "005924");
    CHECK(one_time_code(seed, step_at(second(2000000000))) == "279037");
    CHECK(one_time_code(seed, step_at(second(20000000000))) == "353130");
}

TEST_CASE("a code is good in its half minute and the one to either side, once") {
    const Instant now = second(1234567890);
    const std::int64_t step = step_at(now);
    CHECK(matching_step(seed, "005924", now, 0) == step);
    CHECK(matching_step(seed, " 005 924 ", now, 0) == step);
    CHECK(matching_step(seed, "005924", now + 30 * seconds_ms, 0) == step);
    CHECK(matching_step(seed, "005924", now - 30 * seconds_ms, 0) == step);
    CHECK_FALSE(matching_step(seed, "005924", now + 60 * seconds_ms, 0));
    CHECK_FALSE(matching_step(seed, "005924", now - 60 * seconds_ms, 0));
    CHECK_FALSE(matching_step(seed, "005924", now, step));
    CHECK_FALSE(matching_step(seed, one_time_code(seed, step - 1), now, step));
    CHECK(matching_step(seed, one_time_code(seed, step + 1), now, step) == step + 1);
    for (const auto* wrong : {"", "005925", "05924", "0059240", "abcdef"})
        CHECK_FALSE(matching_step(seed, wrong, now, 0));
}

TEST_CASE("an authenticator app can read the enrolment") {
    const Enrolment told = enrolment("Early Help", "priya.nair@hub.example", seed);
    CHECK(told.seed == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    CHECK(told.address == "otpauth://totp/Early%20Help:priya.nair%40hub.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                          "&issuer=Early%20Help&algorithm=SHA1&digits=6&period=30");
}

} // namespace kith::access
