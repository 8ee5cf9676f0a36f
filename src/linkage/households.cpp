#include "linkage/households.h"

#include "linkage/components.h"
#include "linkage/sort.h"

#include <unordered_set>

namespace kith::linkage {

bool is_household(std::uint16_t probability, const HouseholdOptions& options) {
    return probability >= static_cast<std::uint32_t>(options.from_probability * 65535);
}

namespace {

// Addresses at which more people hang together than a household has.
class Crowds {
public:
    Crowds(const Records& records, std::span<const std::uint32_t> members, const std::vector<Edge>& edges,
           const std::vector<std::uint32_t>& person, std::size_t most_people)
        : records_(records), members_(members), edges_(edges), person_(person), most_people_(most_people),
          least_crowding_(crowding(most_people, records.at_address)) {}

    // Takes out of `shared`, which ends in the numbers of edges, those of one crowd.
    void leave(std::vector<Keyed>& shared) {
        std::vector<std::pair<std::uint64_t, Keyed>> by_address;
        for (const auto each : shared)
            if (const auto address = address_of(edges_[each & 0xffffffffU]); address != 0)
                by_address.emplace_back(address, each);
        std::sort(by_address.begin(), by_address.end());
        std::unordered_set<Keyed> crowded;
        std::vector<Keyed> here;
        for (std::size_t begin = 0, end = 0; begin < by_address.size(); begin = end) {
            here.clear();
            for (; end < by_address.size() && by_address[end].first == by_address[begin].first; ++end)
                here.push_back(by_address[end].second);
            // So many hang together by as many edges but one at least.
            if (here.size() >= most_people_) find_crowds(here, crowded);
        }
        if (!crowded.empty()) std::erase_if(shared, [&](Keyed each) { return crowded.contains(each); });
    }

private:
    // That both have, and where more records are than a household has people.
    std::uint64_t address_of(const Edge& edge) const {
        const auto a = record(edge.a), b = record(edge.b);
        if (records_.crowding.empty() || records_.crowding[a] < least_crowding_) return 0;
        const auto &one = records_.rows[a].lanes, &other = records_.rows[b].lanes;
        const bool is_shared = one[lane::house] != 0 && one[lane::house] == other[lane::house] &&
                               one[lane::postcode] == other[lane::postcode];
        return is_shared ? std::uint64_t{one[lane::postcode]} << 32 | one[lane::house] : 0;
    }

    void find_crowds(const std::vector<Keyed>& here, std::unordered_set<Keyed>& crowded) const {
        std::vector<std::uint32_t> who;
        for (const auto each : here) {
            const auto& edge = edges_[each & 0xffffffffU];
            who.insert(who.end(), {person_[edge.a], person_[edge.b]});
        }
        std::sort(who.begin(), who.end());
        who.erase(std::unique(who.begin(), who.end()), who.end());
        if (who.size() <= most_people_) return;
        const auto number_of = [&](std::uint32_t place) {
            return static_cast<std::uint32_t>(std::lower_bound(who.begin(), who.end(), person_[place]) - who.begin());
        };
        Components together(who.size());
        for (const auto each : here)
            together.join(number_of(edges_[each & 0xffffffffU].a), number_of(edges_[each & 0xffffffffU].b));
        std::vector<std::size_t> people(who.size());
        for (std::uint32_t each = 0; each < people.size(); ++each)
            ++people[together.find(each)];
        for (const auto each : here)
            if (people[together.find(number_of(edges_[each & 0xffffffffU].a))] > most_people_) crowded.insert(each);
    }

    std::uint32_t record(std::uint32_t place) const { return members_.empty() ? place : members_[place]; }

    const Records& records_;
    std::span<const std::uint32_t> members_;
    const std::vector<Edge>& edges_;
    const std::vector<std::uint32_t>& person_;
    std::size_t most_people_;
    std::uint8_t least_crowding_;
};

} // namespace

std::vector<std::uint32_t> households(const Records& records, std::span<const std::uint32_t> members,
                                      const std::vector<Edge>& edges, const std::vector<std::uint32_t>& person,
                                      const HouseholdOptions& options) {
    // Likeliest first, equals by their records: edges are in that order already.
    std::vector<Keyed> shared, spare;
    for (std::uint32_t i = 0; i < edges.size(); ++i)
        if (is_household(edges[i].household, options) && person[edges[i].a] != person[edges[i].b])
            shared.push_back(Keyed{65535U - edges[i].household} << 32 | i);
    Crowds(records, members, edges, person, options.most_people).leave(shared);
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
