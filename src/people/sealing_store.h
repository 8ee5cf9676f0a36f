#pragma once

// Which key file a database is sealed with.

namespace kith::db {
class Database;
}

namespace kith::people {

// Holds the database's key against the one that it was first used with; the first time it is remembered. Throws
// std::runtime_error, with a sentence for a person, when it is another one, so that Kith does not start with a key
// that opens nothing and seals what nobody else can open.
void require_right_key(db::Database& database);

} // namespace kith::people
