#pragma once
// What only PostgreSQL's own interface can do: databases made, copied and tidied, and how often it synced.

#include <string>
#include <string_view>

namespace kith::bench {

// Takes the place of an earlier one of that name. `server` names another database of the same server.
void make_database(const std::string& server, std::string_view name, std::string_view from);
// What its own clearing up would do a minute later.
void analyse(const std::string& url);
// Since the server was made.
double syncs_of(const std::string& url);

} // namespace kith::bench
