#include "families/family_row.h"

namespace kith::families {

Problem changed_meanwhile() {
    return {"", "changed_meanwhile",
            "Somebody else changed this family while you were typing. Nothing of yours was saved yet: look at what it "
            "says now"};
}

RowCounts to_row_counts(const db::Row& row) {
    return {static_cast<int>(row.integer("rows_in_all")), static_cast<int>(row.integer("rows_seen"))};
}

Result<Done> keep_row(std::optional<RowCounts> counts, const people::Entry& entry,
                      const std::function<std::int64_t(int number)>& keep) {
    const auto [all, seen] = counts.value_or(RowCounts());
    const bool corrects_known = !entry.corrects || (*entry.corrects > 0 && *entry.corrects <= all);
    if (seen != entry.version || !corrects_known) return changed_meanwhile();
    if (keep(all + 1) == 0) return changed_meanwhile();
    return Done{};
}

std::optional<Problem> mistake_in_days(const std::optional<Day>& from, const std::optional<Day>& until) {
    if (from && until && *until < *from)
        return Problem{"until", "ends_before_it_begins", "The last day must not be before the first day"};
    return std::nullopt;
}

} // namespace kith::families
