#include "matching/union.h"

#include <list>

namespace kith::matching {

namespace {

using Set = std::set<Id<people::Person>>;

class Sets {
public:
    Set& of(Id<people::Person> person) {
        for (auto& set : sets_)
            if (set.contains(person)) return set;
        return sets_.emplace_back(Set{person});
    }

    void join(const Pair& pair) {
        Set joined = of(pair.one);
        joined.merge(Set(of(pair.other)));
        sets_.remove_if([&](const Set& set) { return set.contains(pair.one) || set.contains(pair.other); });
        sets_.push_back(std::move(joined));
    }

    std::vector<Set> of_several() const {
        std::vector<Set> all;
        for (const auto& set : sets_)
            if (set.size() > 1) all.push_back(set);
        std::sort(all.begin(), all.end());
        return all;
    }

private:
    std::list<Set> sets_;
};

} // namespace

bool Unions::hold(const Pair& pair) const {
    return std::any_of(sets.begin(), sets.end(),
                       [&](const Set& set) { return set.contains(pair.one) && set.contains(pair.other); });
}

std::optional<Pair> Unions::against(const Pair& said_same) const {
    for (const auto& each : set_aside)
        if (each.said_same == said_same) return each.said_not_same;
    return std::nullopt;
}

Unions united(std::vector<PairDecision> standing) {
    std::sort(standing.begin(), standing.end(), [](const PairDecision& l, const PairDecision& r) {
        return std::tie(l.at, l.pair) < std::tie(r.at, r.pair);
    });
    Sets sets;
    Unions unions;
    const auto word_against = [&](const Pair& pair) {
        const Set one = sets.of(pair.one), other = sets.of(pair.other);
        return std::find_if(standing.begin(), standing.end(), [&](const PairDecision& each) {
            return each.verdict == Verdict::not_same &&
                   ((one.contains(each.pair.one) && other.contains(each.pair.other)) ||
                    (one.contains(each.pair.other) && other.contains(each.pair.one)));
        });
    };
    for (const auto& each : standing) {
        if (!each.joins()) continue;
        const auto against = word_against(each.pair);
        if (against != standing.end())
            unions.set_aside.push_back({each.pair, against->pair});
        else
            sets.join(each.pair);
    }
    unions.sets = sets.of_several();
    return unions;
}

} // namespace kith::matching
