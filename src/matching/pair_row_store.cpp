#include "matching/pair_row.h"

namespace kith::matching {

std::optional<std::int64_t> to_number(std::optional<linkage::Pattern> pattern) {
    if (!pattern) return std::nullopt;
    return static_cast<std::int64_t>(*pattern);
}

std::optional<linkage::Pattern> to_pattern(std::optional<std::int64_t> number) {
    if (!number) return std::nullopt;
    return static_cast<linkage::Pattern>(*number);
}

PairDecision to_decision(const db::Row& row) {
    PairDecision decision{
        .pair = {row.id<people::Person>("one_id"), row.id<people::Person>("other_id")},
        .number = static_cast<int>(row.integer("number")),
        .verdict = to_verdict(row.text("verdict")).value(),
        .reason = row.text("reason"),
        .at = row.instant("decided_at"),
        .posting = row.id<access::Posting>("posting_id"),
        .user = row.id<access::User>("user_id"),
        .saw_content = row.flag("saw_content"),
        .needs_second = row.flag("needs_second"),
        .until = row.optional_instant("until_at"),
        .patterns = {to_pattern(row.optional_integer("pattern")), to_pattern(row.optional_integer("entry_pattern"))}};
    if (const auto confirms = row.optional_integer("confirms")) decision.confirms = static_cast<int>(*confirms);
    return decision;
}

} // namespace kith::matching
