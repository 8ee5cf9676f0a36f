#pragma once
// Room for what is read all over the place: in pages of two megabytes, where the system gives them, the processor need
// look up fewer of them. For what is made once: what grows would be copied each time.

#include <cstdint>
#include <sys/mman.h>
#include <vector>

namespace kith::linkage {

// Room for so many, none of which is there yet. The advice may be refused: nothing but time depends on it.
template <typename T>
void reserve_in_large_pages(std::vector<T>& values, std::size_t count) {
    values.reserve(count);
    constexpr std::uintptr_t page = 1U << 21;
    const auto begin = (reinterpret_cast<std::uintptr_t>(values.data()) + page - 1) & ~(page - 1);
    const auto end = reinterpret_cast<std::uintptr_t>(values.data() + count) & ~(page - 1);
    if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

} // namespace kith::linkage
