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

// `ids_of` gives the ids that a record brings.
template <typename IdsOf>
std::vector<Claim> claims_of(const std::map<std::uint32_t, Cluster>& clusters, IdsOf&& ids_of) {
    std::vector<Claim> claims;
    for (const auto& [number, members] : clusters) {
        std::map<std::string, std::size_t> counts;
        for (const auto* member : members)
            for (const auto& person : ids_of(*member))
                ++counts[person];
        for (const auto& [person, count] : counts)
            claims.push_back({count, person, number, members.front()->record});
    }
    return claims;
}

std::vector<Claim> previous_claims(const std::map<std::uint32_t, Cluster>& clusters) {
    return claims_of(clusters, [](const NamedRecord& record) {
        return record.previous.empty() ? std::vector<std::string>() : std::vector{record.previous};
    });
}

// Where more than half of the records are that an id had when it went.
std::vector<Claim> former_claims(const std::map<std::uint32_t, Cluster>& clusters,
                                 const std::vector<FormerId>& former) {
    std::map<std::string, std::size_t> records_of;
    std::map<std::string, std::vector<std::string>> borne_by;
    for (const auto& each : former) {
        ++records_of[each.person];
        borne_by[each.record].push_back(each.person);
    }
    auto claims = claims_of(clusters, [&](const NamedRecord& record) {
        const auto found = borne_by.find(record.record);
        return found == borne_by.end() ? std::vector<std::string>() : found->second;
    });
    std::erase_if(claims, [&](const Claim& claim) { return 2 * claim.records <= records_of[claim.person]; });
    return claims;
}

// Gives ids to clusters, each once.
class Naming {
public:
    void give(std::vector<Claim> claims) {
        std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
            return std::tie(b.records, a.person, a.lowest_record) < std::tie(a.records, b.person, b.lowest_record);
        });
        for (const auto& claim : claims)
            if (!name_of_.contains(claim.cluster) && !cluster_of_.contains(claim.person))
                put(claim.cluster, claim.person);
    }

    void name_afresh(std::uint32_t cluster, std::string name, const std::set<std::string>& former) {
        while (cluster_of_.contains(name) || former.contains(name)) // where its lowest record came from
            name += "-2";
        put(cluster, std::move(name));
    }

    bool has_name(std::uint32_t cluster) const { return name_of_.contains(cluster); }

    const std::string& of(std::uint32_t cluster) const { return name_of_.at(cluster); }

    bool is_borne(const std::string& person) const { return cluster_of_.contains(person); }

private:
    void put(std::uint32_t cluster, std::string name) {
        cluster_of_[name] = cluster;
        name_of_[cluster] = std::move(name);
    }

    std::map<std::uint32_t, std::string> name_of_;
    std::map<std::string, std::uint32_t> cluster_of_;
};

bool is_new(const Cluster& members) {
    return std::all_of(members.begin(), members.end(), [](const auto* each) { return each->previous.empty(); });
}

} // namespace

NamedPeople named(const std::vector<NamedRecord>& records, const std::vector<FormerId>& former,
                  std::string (*fresh)(const std::string& lowest_record)) {
    const auto clusters = clusters_of(records);
    std::set<std::string> given_before;
    for (const auto& each : former)
        given_before.insert(each.person);
    Naming naming;
    naming.give(previous_claims(clusters));
    naming.give(former_claims(clusters, former));
    std::map<std::pair<std::string, std::string>, PersonEvent> moves;
    NamedPeople result;
    for (const auto& [number, members] : clusters) {
        if (!naming.has_name(number)) naming.name_afresh(number, fresh(members.front()->record), given_before);
        const auto& name = naming.of(number);
        if (is_new(members)) moves[{name, ""}] = {PersonEvent::What::appeared, name, "", {}};
        for (const auto* member : members) {
            if (member->previous.empty() || member->previous == name) continue;
            const bool goes = !naming.is_borne(member->previous);
            auto& event = moves[{member->previous, name}];
            event.what = goes ? PersonEvent::What::merged : PersonEvent::What::split;
            event.person = member->previous;
            event.other = name;
            event.records.push_back(member->record);
            if (goes) result.former.push_back({member->previous, member->record});
        }
    }
    for (auto& [key, event] : moves)
        result.events.push_back(std::move(event));
    for (const auto& each : former)
        if (!naming.is_borne(each.person)) result.former.push_back(each);
    std::sort(result.former.begin(), result.former.end());
    for (const auto& record : records)
        result.person_of_record.push_back(naming.of(record.cluster));
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
