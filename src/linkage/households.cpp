#include "linkage/households.h"

#include "linkage/components.h"
#include "linkage/sort.h"

#include <map>
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
        for (const auto each : shared) {
            const auto& edge = edges_[each & 0xffffffffU];
            if (const auto address = address_of(edge); address != 0) at_address_[address].push_back(each);
        }
        std::unordered_set<Keyed> crowded;
        for (const auto& [address, here] : at_address_)
            find_crowds(here, crowded);
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
        std::map<std::uint32_t, std::uint32_t> number;
        const auto number_of = [&](std::uint32_t place) {
            return number.try_emplace(person_[place], static_cast<std::uint32_t>(number.size())).first->second;
        };
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        for (const auto each : here) {
            const auto& edge = edges_[each & 0xffffffffU];
            pairs.emplace_back(number_of(edge.a), number_of(edge.b));
        }
        Components together(number.size());
        for (const auto& [a, b] : pairs)
            together.join(a, b);
        std::vector<std::size_t> people(number.size());
        for (std::uint32_t each = 0; each < people.size(); ++each)
            ++people[together.find(each)];
        for (std::size_t i = 0; i < here.size(); ++i)
            if (people[together.find(pairs[i].first)] > most_people_) crowded.insert(here[i]);
    }

    std::uint32_t record(std::uint32_t place) const { return members_.empty() ? place : members_[place]; }

    const Records& records_;
    std::span<const std::uint32_t> members_;
    const std::vector<Edge>& edges_;
    const std::vector<std::uint32_t>& person_;
    std::size_t most_people_;
    std::uint8_t least_crowding_;
    std::map<std::uint64_t, std::vector<Keyed>> at_address_;
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
