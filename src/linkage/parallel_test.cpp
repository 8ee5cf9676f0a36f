#include "linkage/parallel.h"

#include <doctest/doctest.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace kith::linkage {

TEST_CASE("work is done once each, and the exception of the lowest task comes out") {
    std::vector<int> done(1000);
    parallel(8, done.size(), [&](std::size_t i) { ++done[i]; });
    CHECK(done == std::vector<int>(1000, 1));
    for (const unsigned threads : {1U, 5U})
        CHECK_THROWS_WITH(parallel(threads, 100,
                                   [](std::size_t i) {
                                       if (i % 40 == 7) throw std::runtime_error(std::to_string(i));
                                   }),
                          "7");
}

TEST_CASE("where the system gives no more threads, those that are there do it all") {
    const auto child = ::fork();
    if (child == 0) {
        // Larger than any address space: no thread gets it.
        ::pthread_attr_t attributes;
        ::pthread_attr_init(&attributes);
        ::pthread_attr_setstacksize(&attributes, std::size_t{1} << 46);
        ::pthread_setattr_default_np(&attributes);
        std::atomic<int> done = 0;
        try {
            parallel(8, 1000, [&](std::size_t) { ++done; });
        } catch (...) {
            ::_exit(2);
        }
        ::_exit(done == 1000 ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
}

} // namespace kith::linkage
