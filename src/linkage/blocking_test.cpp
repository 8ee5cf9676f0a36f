#include "linkage/blocking.h"

#include <doctest/doctest.h>

namespace kith::linkage {

TEST_CASE("a pair is judged by the first of the rules whose lanes it shares") {
    for (const std::size_t records : {100U, 10'000U, 1'000'000U}) {
        auto rules = possible_rules(records, true);
        const FirstRules first(rules);
        bool agree = true;
        for (Lanes shared = 0; shared < 1U << lane::count; ++shared) {
            const auto found = std::find_if(rules.begin(), rules.end(), [&](Lanes r) { return (shared & r) == r; });
            agree = agree && first[shared] == static_cast<std::size_t>(found - rules.begin());
        }
        CHECK(agree);
    }
}

} // namespace kith::linkage
