#include "linkage/dictionary.h"

#include "linkage/hash.h"

namespace kith::linkage {

namespace {

constexpr std::uint64_t upper_half = 0xffffffff00000000U;

} // namespace

Dictionary::Dictionary() : ends_{0, 0}, places_(64), mask_(63) {}

std::size_t Dictionary::place(std::string_view wanted, std::uint64_t hash) const {
    std::size_t at = hash & mask_;
    for (const auto* places = places_.data();; at = (at + 1) & mask_) {
        const std::uint64_t held = places[at];
        if (held == 0) return at;
        if (((held ^ hash) & upper_half) == 0 && text(static_cast<std::uint32_t>(held)) == wanted) return at;
    }
}

std::uint32_t Dictionary::number(std::string_view text) {
    if (text.empty()) return 0;
    const std::uint64_t hash = hash_of(text);
    const std::size_t at = place(text, hash);
    if (places_[at] != 0) return static_cast<std::uint32_t>(places_[at]);

    const std::uint32_t fresh = size();
    letters_.insert(letters_.end(), text.begin(), text.end());
    ends_.push_back(letters_.size());
    places_[at] = (hash & upper_half) | fresh;
    if (std::size_t{size()} * 2 > places_.size()) grow();
    return fresh;
}

std::uint32_t Dictionary::find(std::string_view text) const {
    return text.empty() ? 0 : static_cast<std::uint32_t>(places_[place(text, hash_of(text))]);
}

void Dictionary::grow() {
    std::vector<std::uint64_t> wider(places_.size() * 4);
    mask_ = wider.size() - 1;
    for (std::uint32_t each = 1; each < size(); ++each) {
        const std::uint64_t hash = hash_of(text(each));
        std::size_t at = hash & mask_;
        while (wider[at] != 0)
            at = (at + 1) & mask_;
        wider[at] = (hash & upper_half) | each;
    }
    places_ = std::move(wider);
}

std::size_t Dictionary::bytes() const {
    return letters_.capacity() + (ends_.capacity() + places_.capacity()) * 8;
}

} // namespace kith::linkage
