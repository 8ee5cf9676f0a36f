#include "linkage/households.h"

#include "linkage/components.h"
#include "linkage/sort.h"

namespace kith::linkage {

std::vector<std::uint32_t> households(const Records& records, const std::vector<Edge>& edges, const Clusters& clusters,
                                      const HouseholdOptions& options) {
    const auto least = static_cast<std::uint32_t>(options.from_probability * 65535);
    // Likeliest first, equals by their records: edges are in that order already.
    std::vector<Keyed> shared, spare;
    for (std::uint32_t i = 0; i < edges.size(); ++i)
        if (edges[i].household >= least && clusters.of_record[edges[i].a] != clusters.of_record[edges[i].b])
            shared.push_back(Keyed{65535U - edges[i].household} << 32 | i);
    sort_by_key(shared, spare);

    Components homes(records.count);
    std::vector<std::uint32_t> people(records.count, 1);
    for (const auto each : shared) {
        const auto& edge = edges[each & 0xffffffffU];
        const auto a = homes.find(clusters.of_record[edge.a]), b = homes.find(clusters.of_record[edge.b]);
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
