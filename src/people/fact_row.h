#pragma once
// What all tables of facts have in common: for the stores of people alone.

#include "access/viewer.h"
#include "db/database.h"
#include "people/person_store.h"

namespace kith::people {

// Keeps a row numbered one after `entry.version`. `latest` asks for the highest number so far as `number`; `keep` runs
// the insert, which does nothing on a conflict, and gives how many rows it made.
Result<Done> keep_fact(db::Writer& writer, Id<Person> person, const Entry& entry, db::Sql latest,
                       const std::function<std::int64_t(int number)>& keep);

// With each row: who said it, when, and who wrote it down.
template <typename T>
Recorded<T> recorded(const db::Row& row, T value) {
    return {static_cast<int>(row.integer("number")), std::move(value), row.text("source"), row.instant("recorded_at"),
            row.text("recorded_by")};
}

} // namespace kith::people
