#pragma once
// The settings and the database of a command.

#include "app/arguments.h"
#include "app/config.h"
#include "db/database.h"

namespace kith::app {

// --config FILE and --database URL, as every command has them.
std::vector<Option> with_database(std::vector<Option> others = {});

// The same for a command that reads none: every command understands them.
std::vector<Option> with_no_database();

// From --config, or ./kith.toml when it is there, or the defaults; --database goes before the file's.
// Throws std::runtime_error with the file's mistakes.
Config config_of(const Arguments& arguments);

// Opens the database and holds its tables against this Kith. `page` is where a running server does the same, named when
// the database is locked by one. Throws db::Fault or std::runtime_error with a sentence for a person.
std::unique_ptr<db::Database> open_to_write(const Config& config, std::string_view page);
// The same with the key file's bytes, for what reads and writes where somebody is. Refuses another key than the
// database is sealed with.
std::unique_ptr<db::Database> open_with_key(const Config& config, const std::string& key);
// Takes no lock and changes nothing: beside a running server too.
std::unique_ptr<db::Database> open_to_read(const Config& config);

} // namespace kith::app
