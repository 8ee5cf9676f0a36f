#include "linkage/quality.h"

namespace kith::linkage {

namespace {

std::uint64_t pairs_of_equals(std::vector<std::uint64_t> keys) {
    std::sort(keys.begin(), keys.end());
    std::uint64_t pairs = 0;
    for (std::size_t begin = 0, end = 0; begin < keys.size(); begin = end) {
        while (end < keys.size() && keys[end] == keys[begin])
            ++end;
        pairs += std::uint64_t{end - begin} * (end - begin - 1) / 2;
    }
    return pairs;
}

} // namespace

Quality quality(const std::vector<std::uint32_t>& truth, const std::vector<std::uint32_t>& cluster_of_record) {
    std::vector<std::uint64_t> people, found, both;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        if (truth[i] == 0) continue;
        people.push_back(truth[i]);
        found.push_back(cluster_of_record[i]);
        both.push_back(std::uint64_t{truth[i]} << 32 | cluster_of_record[i]);
    }
    return {pairs_of_equals(std::move(people)), pairs_of_equals(std::move(found)), pairs_of_equals(std::move(both))};
}

} // namespace kith::linkage
