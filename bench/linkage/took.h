#pragma once
// What a piece of work took, each time: on the clock, and of the processor, which counts little of what else the
// machine does. In milliseconds.

#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <string_view>
#include <time.h>
#include <vector>

namespace kith::bench {

inline double milliseconds_now(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

struct Took {
    std::vector<double> clock, processor;

    template <typename Work>
    void operator()(Work&& work) {
        const double began = milliseconds_now(CLOCK_MONOTONIC), worked = milliseconds_now(CLOCK_THREAD_CPUTIME_ID);
        work();
        clock.push_back(milliseconds_now(CLOCK_MONOTONIC) - began);
        processor.push_back(milliseconds_now(CLOCK_THREAD_CPUTIME_ID) - worked);
    }
};

inline void report(std::string_view what, std::vector<double> milliseconds) {
    std::sort(milliseconds.begin(), milliseconds.end());
    const auto at = [&](double share) {
        return milliseconds[std::min(milliseconds.size() - 1,
                                     static_cast<std::size_t>(share * static_cast<double>(milliseconds.size())))];
    };
    std::cout << fmt::format("{}: p50 {:.3f} ms, p90 {:.3f} ms, p99 {:.3f} ms, worst {:.3f} ms\n", what, at(.5), at(.9),
                             at(.99), milliseconds.back());
}

inline void report(std::string_view what, const Took& took) {
    report(fmt::format("{}, on the clock", what), took.clock);
    report(fmt::format("{}, of the processor", what), took.processor);
}

} // namespace kith::bench
