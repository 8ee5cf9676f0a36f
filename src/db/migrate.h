#pragma once
// Brings a database's tables up to what this Kith needs.

#include <functional>
#include <string>
#include <vector>

namespace kith::db {

class Database;

struct Migration {
    int number = 0;
    std::string name; // "people" of 0002_people.sql
    std::string text; // as in the file; for a pair, the one of this database
};

// The migrations compiled into this Kith, from migrations/NNNN_name.sql (or .sqlite.sql and .postgres.sql), in order.
std::vector<Migration> migrations(bool postgres);

// Applies what is missing, each in a transaction of its own, forward only, and remembers each one's checksum.
// Throws Fault: of kind newer_schema when the database has a migration that this Kith does not know, other when one
// was edited after it was applied. `progress` hears each migration's name before it is applied. Gives how many.
int migrate(Database& database, const std::function<void(const std::string&)>& progress = {});
// The same with migrations of the caller's own, in order.
int migrate(Database& database, const std::vector<Migration>& known,
            const std::function<void(const std::string&)>& progress = {});

// Throws Fault (newer_schema, or other when migrations are missing: "run kith migrate").
void require_current_schema(Database& database);

// Column words that migrations use, spelled for each database:
//   @id text, @reference and @word text compared byte by byte, @day, @instant, @flag, @json, @blob, @number (64 bits)

} // namespace kith::db
