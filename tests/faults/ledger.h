#pragma once
// Saves to a database on a Disk, and what became of each: the other book in which the tests of faults look.

#include "db/database.h"
#include "tests/faults/disk.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <set>

namespace kith::faults {

// The disk on which every test of this program lives; SQLite knows it as "faulty".
Disk& the_disk();

// Opens the database on that disk; a new one has no tables.
std::unique_ptr<db::Database> open_empty_on_disk(db::Options options = {});
// The same with the tables of the ledger.
std::unique_ptr<db::Database> open_on_disk(db::Options options = {});

class Ledger {
public:
    // Saves one entry more in one change: its row, and the number of rows in another table. Notes what was promised
    // and gives the Fault if there was one. Any number of threads at once.
    std::optional<db::Fault> save(db::Database& database);

    // Checks that everything acknowledged is there, nothing is there that was refused, no change is there by half, and
    // the file is sound. Gives how many acknowledged entries are lost.
    int lost(db::Database& database);

    std::size_t acknowledged() const { return kept_.size(); }

    // From the cut of the power on, what was refused may be there: the last write, cut in half, may have stood in its
    // other half already.
    void power_failed() { refused_.clear(); }

    // Removes all entries, so that a long test stays quick.
    void clear(db::Database& database);

private:
    std::atomic<int> next_ = 0;
    std::mutex mutex_;
    std::set<std::int64_t> kept_;    // acknowledged
    std::set<std::int64_t> refused_; // said to be not saved; a Fault that does not know is in neither
};

} // namespace kith::faults
