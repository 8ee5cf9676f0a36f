#include "people/fact_row.h"

namespace kith::people {

Problem changed_meanwhile() {
    return {"", "changed_meanwhile",
            "Somebody else changed this while you were typing. Both are shown below: nothing of yours was lost, and "
            "nothing was saved yet"};
}

Result<Done> keep_fact(db::Writer& writer, Id<Person> person, const Entry& entry, db::Sql latest,
                       const std::function<std::int64_t(int number)>& keep) {
    const auto number =
        writer.one(latest, {{"person", person}}, [](const db::Row& row) { return row.integer("number"); });
    const bool corrects_known = !entry.corrects || (*entry.corrects > 0 && *entry.corrects <= entry.version);
    if (number.value_or(0) != entry.version || !corrects_known) return changed_meanwhile();
    if (keep(entry.version + 1) == 0) return changed_meanwhile();
    return Done{};
}

} // namespace kith::people
