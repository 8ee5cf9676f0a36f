#include "linkage/made_up_test.h"

#include <doctest/doctest.h>

namespace kith::linkage {

TEST_CASE("what is too large to be weighed whole and cannot be told apart comes together in its order") {
    std::string csv(made_up_heading);
    for (unsigned i = 0; i < 700; ++i)
        csv += fmt::format("r{},health,Maya,Okafor,2014-01-02,F,1,ZX1 1AF,,,,\n", i);
    const auto records = read(csv, 2);
    REQUIRE(records);
    const auto model = built_in_model();
    const auto edges = link(**records, model, {.threads = 2});
    const auto clusters = cluster(**records, model, edges.kept, {2, false, {}});
    // Six hundred and a hundred; nobody is left alone because all edges weigh the same.
    CHECK(std::set<std::uint32_t>(clusters.of_record.begin(), clusters.of_record.end()).size() == 2);
}

} // namespace kith::linkage
