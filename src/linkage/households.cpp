#include "linkage/households.h"

#include "linkage/components.h"

namespace kith::linkage {

std::vector<std::uint32_t> households(const Records& records, const std::vector<Edge>& edges, const Clusters& clusters,
                                      const HouseholdOptions& options) {
    const auto least = static_cast<std::uint16_t>(options.from_probability * 65535);
    std::vector<const Edge*> shared;
    for (const auto& edge : edges)
        if (edge.household >= least && clusters.of_record[edge.a] != clusters.of_record[edge.b])
            shared.push_back(&edge);
    std::sort(shared.begin(), shared.end(), [](const Edge* one, const Edge* other) {
        return std::tuple(other->household, one->a, one->b) < std::tuple(one->household, other->a, other->b);
    });

    Components homes(records.count);
    std::vector<std::uint32_t> people(records.count, 1);
    for (const auto* edge : shared) {
        const auto a = homes.find(clusters.of_record[edge->a]), b = homes.find(clusters.of_record[edge->b]);
        if (a == b || people[a] + people[b] > options.most_people) continue;
        const auto together = people[a] + people[b];
        homes.join(a, b);
        people[homes.find(a)] = together;
    }
    std::vector<std::uint32_t> of_record(records.count);
    for (std::uint32_t i = 0; i < records.count; ++i)
        of_record[i] = homes.find(clusters.of_record[i]);
    return of_record;
}

} // namespace kith::linkage
