#include "linkage/made_up_test.h"

#include <doctest/doctest.h>

namespace kith::linkage {

TEST_CASE("what is too large to be weighed whole and cannot be told apart comes together in its order") {
    std::string csv(made_up_heading);
    for (unsigned i = 0; i < 700; ++i)
        csv += fmt::format("r{},health,Maya,Okafor,2014-01-02,F,1,ZX1 1AF,,,,\n", i);
    const auto found = linked(csv);
    // Six hundred and a hundred; nobody is left alone because all edges weigh the same.
    CHECK(found.people().size() == 2);
}

} // namespace kith::linkage
