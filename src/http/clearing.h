#pragma once

// What http and access keep for a while only: sent forms, held posts, sessions, failures to sign in.

namespace kith::db {
class Database;
}

namespace kith::http {

// For ServerOptions::every_hour.
void drop_what_is_old(db::Database& database);

} // namespace kith::http
