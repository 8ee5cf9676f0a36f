#include "linkage/overrides.h"

#include "linkage/components.h"

namespace kith::linkage {

namespace {

bool is_in_force(const Override& decision, Day on, std::string_view scope) {
    return (!decision.until || *decision.until >= on) && (decision.scope.empty() || decision.scope == scope);
}

std::string shown(const RecordName& name) {
    return name.source + ":" + name.record_id;
}

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
    AppliedOverrides result;
    const auto numbers = numbers_of(records, overrides);

    struct Numbered {
        std::size_t place;
        Constraint constraint;
    };

    std::vector<Numbered> together;
    for (std::size_t i = 0; i < overrides.size(); ++i) {
        const auto& each = overrides[i];
        if (!is_in_force(each, on, scope)) continue;
        const auto a = numbers.at(each.a), b = numbers.at(each.b);
        if (a == UINT32_MAX || b == UINT32_MAX) {
            const auto& absent = a == UINT32_MAX ? each.a : each.b;
            result.review.push_back(
                {ReviewItem::Why::no_such_record, i,
                 fmt::format("{} is in no file of this run. The decision waits for it.", shown(absent))});
        } else if (records.facts(a).is_sealed() || records.facts(b).is_sealed()) {
            result.review.push_back(
                {ReviewItem::Why::sealed, i, "One of the two records is sealed, so the decision is not applied."});
        } else if (each.together) {
            together.push_back({i, {a, b, true}});
        } else {
            result.constraints.push_back({a, b, false});
        }
    }
    Components said(records.count);
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
