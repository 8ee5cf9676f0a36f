#include "bench/linkage/chance.h"

#include <algorithm>

namespace kith::bench {

Ranked::Ranked(std::vector<std::string_view> words, std::uint32_t shift) : words_(std::move(words)) {
    std::uint64_t sum = 0;
    for (std::size_t rank = 1; rank <= words_.size(); ++rank) {
        sum += (std::uint64_t{1} << 40U) / (rank + shift);
        sums_.push_back(sum);
    }
}

std::string_view Ranked::draw(Chance& chance) const {
    const std::uint64_t at = chance.next() % sums_.back();
    return words_[static_cast<std::size_t>(std::ranges::upper_bound(sums_, at) - sums_.begin())];
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

} // namespace kith::bench
