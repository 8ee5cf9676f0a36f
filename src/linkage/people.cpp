#include "linkage/people.h"

namespace kith::linkage {

namespace {

using Cluster = std::vector<const NamedRecord*>;

// How many records an id gives to a cluster.
struct Claim {
    std::size_t records = 0;
    std::string person;
    std::uint32_t cluster = 0;
    std::string lowest_record;
};

std::map<std::uint32_t, Cluster> clusters_of(const std::vector<NamedRecord>& records) {
    std::map<std::uint32_t, Cluster> clusters;
    for (const auto& record : records)
        clusters[record.cluster].push_back(&record);
    for (auto& [number, members] : clusters)
        std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return a->record < b->record; });
    return clusters;
}

std::vector<Claim> claims_of(const std::map<std::uint32_t, Cluster>& clusters) {
    std::vector<Claim> claims;
    for (const auto& [number, members] : clusters) {
        std::map<std::string, std::size_t> counts;
        for (const auto* member : members)
            if (!member->previous.empty()) ++counts[member->previous];
        for (const auto& [person, count] : counts)
            claims.push_back({count, person, number, members.front()->record});
    }
    std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
        return std::tie(b.records, a.person, a.lowest_record) < std::tie(a.records, b.person, b.lowest_record);
    });
    return claims;
}

} // namespace

NamedPeople named(const std::vector<NamedRecord>& records, std::string (*fresh)(const std::string& lowest_record)) {
    const auto clusters = clusters_of(records);
    std::map<std::uint32_t, std::string> name_of;
    std::map<std::string, std::uint32_t> cluster_of;
    for (const auto& claim : claims_of(clusters)) {
        if (name_of.contains(claim.cluster) || cluster_of.contains(claim.person)) continue;
        name_of[claim.cluster] = claim.person;
        cluster_of[claim.person] = claim.cluster;
    }
    std::map<std::pair<std::string, std::string>, PersonEvent> moves;
    NamedPeople result;
    for (const auto& [number, members] : clusters) {
        auto& name = name_of[number];
        if (name.empty()) {
            name = fresh(members.front()->record);
            // Its lowest record's own name may be worn already by where that record came from.
            while (cluster_of.contains(name))
                name += "-2";
            cluster_of[name] = number;
            if (std::all_of(members.begin(), members.end(), [](const auto* each) { return each->previous.empty(); }))
                moves[{name, ""}] = {PersonEvent::What::appeared, name, "", {}};
        }
        for (const auto* member : members) {
            if (member->previous.empty() || member->previous == name) continue;
            const bool goes = !cluster_of.contains(member->previous);
            auto& event = moves[{member->previous, name}];
            event.what = goes ? PersonEvent::What::merged : PersonEvent::What::split;
            event.person = member->previous;
            event.other = name;
            event.records.push_back(member->record);
        }
    }
    for (auto& [key, event] : moves)
        result.events.push_back(std::move(event));
    for (const auto& record : records)
        result.person_of_record.push_back(name_of[record.cluster]);
    return result;
}

std::vector<std::string> undone(std::vector<NamedRecord> records, const std::vector<std::string>& person_of_record,
                                const std::vector<PersonEvent>& events) {
    std::map<std::string, std::string> before;
    for (const auto& event : events)
        for (const auto& record : event.records)
            before[record] = event.person;
    std::vector<std::string> people;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto found = before.find(records[i].record);
        people.push_back(found == before.end() ? person_of_record[i] : found->second);
    }
    return people;
}

} // namespace kith::linkage
