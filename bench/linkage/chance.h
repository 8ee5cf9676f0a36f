#pragma once
// Chance that is the same everywhere: the standard library's distributions may differ between libraries.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace kith::bench {

// SplitMix64 (Steele, Lea, Flood 2014).
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t bits = (state_ += 0x9E3779B97F4A7C15U);
        bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9U;
        bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBU;
        return bits ^ (bits >> 31U);
    }

    // Even from 0 to under the limit.
    std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>((next() >> 32U) * limit >> 32U); }

    int between(int least, int most) {
        return least + static_cast<int>(below(static_cast<std::uint32_t>(most - least + 1)));
    }

    // So many times in a hundred thousand.
    bool happens(std::uint32_t in_100_000) { return below(100'000) < in_100_000; }

    template <class Items>
    const auto& one_of(const Items& items) {
        return items[below(static_cast<std::uint32_t>(items.size()))];
    }

private:
    std::uint64_t state_;
};

// Words of which the first is the most common: the frequency falls as one over (rank + shift).
class Ranked {
public:
    Ranked(std::vector<std::string_view> words, std::uint32_t shift);

    std::string_view draw(Chance& chance) const;

    std::span<const std::string_view> words() const { return words_; }

private:
    std::vector<std::string_view> words_;
    std::vector<std::uint64_t> sums_;
};

// The words of a text, parted by spaces; an underscore stands for a space inside a word.
std::vector<std::string_view> words_of(std::string_view text);

} // namespace kith::bench
