#include "linkage/name_filter.h"

namespace kith::linkage {

namespace {

#if defined(__x86_64__)
[[gnu::target("popcnt")]] void find_by_counting(std::span<const std::uint64_t> bags, std::uint64_t bag, unsigned fewest,
                                                std::vector<std::uint32_t>& passed) {
    for (std::size_t i = 0; i < bags.size(); ++i)
        if (static_cast<unsigned>(__builtin_popcountll(bags[i] & bag)) >= fewest)
            passed.push_back(static_cast<std::uint32_t>(i));
}
#endif

} // namespace

void find_in_common_plainly(std::span<const std::uint64_t> bags, std::uint64_t bag, unsigned fewest,
                            std::vector<std::uint32_t>& passed) {
    for (std::size_t i = 0; i < bags.size(); ++i)
        if (static_cast<unsigned>(__builtin_popcountll(bags[i] & bag)) >= fewest)
            passed.push_back(static_cast<std::uint32_t>(i));
}

void find_in_common(std::span<const std::uint64_t> bags, std::uint64_t bag, unsigned fewest,
                    std::vector<std::uint32_t>& passed) {
#if defined(__x86_64__)
    static const bool counts = __builtin_cpu_supports("popcnt") != 0;
    if (counts) return find_by_counting(bags, bag, fewest, passed);
#endif
    find_in_common_plainly(bags, bag, fewest, passed);
}

} // namespace kith::linkage
