#include "linkage/overrides.h"

namespace kith::linkage {

namespace {

bool is_in_force(const Override& decision, Day on, std::string_view scope) {
    return (!decision.until || *decision.until >= on) && (decision.scope.empty() || decision.scope == scope);
}

std::string shown(const RecordName& name) {
    return name.source + ":" + name.record_id;
}

// Which pieces the records named in decisions make: few of all.
class Pieces {
public:
    std::uint32_t find(std::uint32_t one) {
        auto above = above_.try_emplace(one, one).first->second;
        return above == one ? one : above_[one] = find(above);
    }

    void join(std::uint32_t a, std::uint32_t b) { above_[find(a)] = find(b); }

private:
    std::map<std::uint32_t, std::uint32_t> above_;
};

std::map<RecordName, std::uint32_t> numbers_of(const Records& records, const std::vector<Override>& overrides) {
    std::map<RecordName, std::uint32_t> wanted;
    for (const auto& each : overrides)
        wanted[each.a] = wanted[each.b] = UINT32_MAX;
    std::set<std::string_view> ids;
    for (const auto& [name, number] : wanted)
        ids.insert(name.record_id);
    if (ids.empty()) return wanted;
    for (std::uint32_t i = 0; i < records.count; ++i) {
        if (!ids.contains(records.record_id(i))) continue;
        const auto source = records.sources.text(records.facts(i).source());
        const auto found = wanted.find({std::string(source), std::string(records.record_id(i))});
        if (found != wanted.end()) found->second = i;
    }
    return wanted;
}

} // namespace

AppliedOverrides applied(const Records& records, const std::vector<Override>& overrides, Day on,
                         std::string_view scope) {
    const auto numbers = numbers_of(records, overrides);
    return applied(records, overrides, on, scope, [&](const RecordName& name) -> std::optional<std::uint32_t> {
        const auto number = numbers.at(name);
        return number == UINT32_MAX ? std::nullopt : std::optional(number);
    });
}

AppliedOverrides applied(const Records& records, const std::vector<Override>& overrides, Day on, std::string_view scope,
                         const std::function<std::optional<std::uint32_t>(const RecordName&)>& number_of) {
    AppliedOverrides result;

    struct Numbered {
        std::size_t place;
        Constraint constraint;
    };

    std::vector<Numbered> together;
    for (std::size_t i = 0; i < overrides.size(); ++i) {
        const auto& each = overrides[i];
        if (!is_in_force(each, on, scope)) continue;
        const auto a = number_of(each.a), b = number_of(each.b);
        if (!a || !b) {
            const auto& absent = a ? each.b : each.a;
            result.review.push_back(
                {ReviewItem::Why::no_such_record, i,
                 fmt::format("{} is in no file of this run. The decision waits for it.", shown(absent))});
        } else if (records.facts(*a).is_sealed() || records.facts(*b).is_sealed()) {
            result.review.push_back(
                {ReviewItem::Why::sealed, i, "One of the two records is sealed, so the decision is not applied."});
        } else if (each.together) {
            together.push_back({i, {*a, *b, true}});
        } else {
            result.constraints.push_back({*a, *b, false});
        }
    }
    Pieces said;
    for (const auto& each : together)
        said.join(each.constraint.a, each.constraint.b);
    std::set<std::uint32_t> contradicted;
    for (const auto& apart : result.constraints)
        if (said.find(apart.a) == said.find(apart.b)) contradicted.insert(said.find(apart.a));
    for (const auto& each : together) {
        if (!contradicted.contains(said.find(each.constraint.a))) {
            result.constraints.push_back(each.constraint);
            continue;
        }
        const auto& decision = overrides[each.place];
        result.review.push_back(
            {ReviewItem::Why::contradiction, each.place,
             fmt::format("{} and {} are said to be one person, and a chain of such decisions reaches two "
                         "records that are said to be different. Decide which of them holds.",
                         shown(decision.a), shown(decision.b))});
    }
    return result;
}

} // namespace kith::linkage
