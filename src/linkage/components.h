#pragma once
// Which things hang together: union and find (Galler and Fischer 1964). A piece is named by its lowest member.

#include <cstdint>
#include <numeric>
#include <vector>

namespace kith::linkage {

class Components {
public:
    explicit Components(std::size_t count) : above_(count) { std::iota(above_.begin(), above_.end(), 0U); }

    std::uint32_t find(std::uint32_t one) {
        while (above_[one] != one) {
            above_[one] = above_[above_[one]];
            one = above_[one];
        }
        return one;
    }

    void join(std::uint32_t a, std::uint32_t b) {
        a = find(a);
        b = find(b);
        if (a < b)
            above_[b] = a;
        else
            above_[a] = b;
    }

private:
    std::vector<std::uint32_t> above_;
};

} // namespace kith::linkage
