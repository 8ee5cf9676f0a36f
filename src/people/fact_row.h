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

// What tells where somebody is, sealed for its own row: nobody can put it into another.
std::string sealed_fact(db::Writer& writer, std::string_view table, Id<Person> person, int number,
                        const std::vector<std::string_view>& texts);
// The texts that were sealed into column `sealed`; so many there must be.
std::vector<std::string> opened_fact(const Vault& vault, std::string_view table, Id<Person> person, const db::Row& row,
                                     std::size_t count);

// With each row: who said it, when, and who wrote it down.
template <typename T>
Recorded<T> recorded(const db::Row& row, T value) {
    return {static_cast<int>(row.integer("number")), std::move(value), row.text("source"), row.instant("recorded_at"),
            row.text("recorded_by")};
}

} // namespace kith::people
