#pragma once
// One hash for all of linkage: the same on every machine, so that what is chosen by hash is chosen everywhere.

#include <cstdint>
#include <cstring>
#include <string_view>

namespace kith::linkage {

// Multiplies to 128 bits and folds them (as in wyhash by Wang Yi, public domain).
inline std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a ^ 0x9e3779b97f4a7c15U) * (b ^ 0xe7037ed1a0b428dbU);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = text.size();
    while (text.size() >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), 8);
        hash = mixed(hash, word);
        text.remove_prefix(8);
    }
    std::uint64_t rest = 0;
    if (!text.empty()) std::memcpy(&rest, text.data(), text.size()); // what is empty may point nowhere
    return mixed(mixed(hash, rest), 0x8ebc6af09c88c6e3U);
}

} // namespace kith::linkage
