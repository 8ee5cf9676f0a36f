#pragma once
// A running Kith: the database, the routes, the sender of letters and the server, put together.

#include "app/config.h"
#include "db/database.h"
#include "http/log.h"

#include <functional>

namespace kith::app {

// Serves until SIGTERM or SIGINT, then finishes what was begun. `ready` hears the port when it listens, `log` each
// request. Gives the exit code. Throws std::runtime_error with a sentence for a person when it cannot start.
int serve(const Config& config, db::Database& database, const std::string& key,
          const std::function<void(unsigned short port)>& ready, http::Log log = http::log_to_standard_error());

} // namespace kith::app
