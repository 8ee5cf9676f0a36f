#include "linkage/households.h"

#include "linkage/components.h"
#include "linkage/sort.h"

namespace kith::linkage {

bool is_household(std::uint16_t probability, const HouseholdOptions& options) {
    return probability >= static_cast<std::uint32_t>(options.from_probability * 65535);
}

std::vector<std::uint32_t> households(const std::vector<Edge>& edges, const std::vector<std::uint32_t>& person,
                                      const HouseholdOptions& options) {
    // Likeliest first, equals by their records: edges are in that order already.
    std::vector<Keyed> shared, spare;
    for (std::uint32_t i = 0; i < edges.size(); ++i)
        if (is_household(edges[i].household, options) && person[edges[i].a] != person[edges[i].b])
            shared.push_back(Keyed{65535U - edges[i].household} << 32 | i);
    sort_by_key(shared, spare);

    Components homes(person.size());
    std::vector<std::uint32_t> people(person.size(), 1);
    for (const auto each : shared) {
        const auto& edge = edges[each & 0xffffffffU];
        const auto a = homes.find(person[edge.a]), b = homes.find(person[edge.b]);
        if (a == b || people[a] + people[b] > options.most_people) continue;
        const auto together = people[a] + people[b];
        homes.join(a, b);
        people[homes.find(a)] = together;
    }
    std::vector<std::uint32_t> of_record;
    for (const auto first : person)
        of_record.push_back(homes.find(first));
    return of_record;
}

} // namespace kith::linkage
