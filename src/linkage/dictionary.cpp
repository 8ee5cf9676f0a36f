#include "linkage/dictionary.h"

#include "linkage/hash.h"

#include <cstring>

namespace kith::linkage {

namespace {

constexpr std::size_t short_text = 16;

std::uint32_t tag_of(std::string_view text, std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash >> 40 << 8 | std::min<std::size_t>(text.size(), 255));
}

std::array<char, short_text> beginning_of(std::string_view text) {
    std::array<char, short_text> beginning{};
    std::memcpy(beginning.data(), text.data(), std::min(text.size(), short_text));
    return beginning;
}

} // namespace

Dictionary::Dictionary() : ends_{0, 0}, places_(64), mask_(63) {}

std::size_t Dictionary::place(std::string_view wanted, std::uint64_t hash) const {
    const auto tag = tag_of(wanted, hash);
    const auto beginning = beginning_of(wanted);
    const auto* places = places_.data();
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
        const auto& held = places[at];
        if (held.number == 0) return at;
        if (held.tag == tag && held.beginning == beginning &&
            (wanted.size() <= short_text || text(held.number) == wanted))
            return at;
    }
}

std::uint64_t Dictionary::begin(std::string_view text) const {
    const auto hash = hash_of(text);
    __builtin_prefetch(&places_[hash & mask_]);
    return hash;
}

std::uint32_t Dictionary::number(std::string_view text) {
    return number(text, hash_of(text));
}

std::uint32_t Dictionary::number(std::string_view text, std::uint64_t begun) {
    if (text.empty()) return 0;
    auto& held = places_[place(text, begun)];
    if (held.number != 0) return held.number;

    const std::uint32_t fresh = size();
    letters_.insert(letters_.end(), text.begin(), text.end());
    ends_.push_back(letters_.size());
    held = {fresh, tag_of(text, begun), beginning_of(text)};
    if (std::size_t{size()} * 8 > places_.size() * 5) grow();
    return fresh;
}

std::uint32_t Dictionary::find(std::string_view text) const {
    return text.empty() ? 0 : places_[place(text, hash_of(text))].number;
}

void Dictionary::grow() {
    std::vector<Place> wider(places_.size() * 2);
    mask_ = wider.size() - 1;
    for (const auto& held : places_) {
        if (held.number == 0) continue;
        std::size_t at = hash_of(text(held.number)) & mask_;
        while (wider[at].number != 0)
            at = (at + 1) & mask_;
        wider[at] = held;
    }
    places_ = std::move(wider);
}

} // namespace kith::linkage
