#include "app/open.h"

#include "db/migrate.h"
#include "history/record.h"
#include "http/server.h"
#include "people/sealing_store.h"

namespace kith::app {

std::vector<Option> with_database(std::vector<Option> others) {
    others.push_back({"--database", "URL", "sqlite:FILE or postgres://…, instead of the one in kith.toml"});
    others.push_back({"--config", "FILE", "settings, kith.toml when left out"});
    return others;
}

std::vector<Option> with_no_database() {
    constexpr const char* not_needed = "understood as by every command, and not needed by this one";
    return {{"--database", "URL", not_needed}, {"--config", "FILE", not_needed}};
}

Config config_of(const Arguments& arguments) {
    const auto file = arguments.value("--config", "kith.toml");
    Config config;
    if (arguments.given("--config") || std::filesystem::exists(file)) {
        const auto read = read_config(file);
        if (!read) {
            std::string mistakes = "the settings cannot be used";
            for (const auto& problem : read.error())
                mistakes += fmt::format("\n  {}: {}", problem.field, problem.text);
            throw std::runtime_error(mistakes);
        }
        config = *read;
    }
    config.database = arguments.value("--database", config.database);
    return config;
}

namespace {

std::unique_ptr<db::Database> opened(const Config& config, const std::string& key) {
    auto database =
        db::open(config.database,
                 {.key = key, .connections = http::ServerOptions{.workers = http::workers_over_network}.readers()});
    db::require_current_schema(*database);
    database->not_before(database->reading(history::newest_moment));
    return database;
}

} // namespace

std::unique_ptr<db::Database> open_with_key(const Config& config, const std::string& key) {
    auto database = opened(config, key);
    people::require_right_key(*database);
    return database;
}

std::unique_ptr<db::Database> open_to_write(const Config& config, std::string_view page) {
    try {
        return opened(config, "");
    } catch (const db::Fault& fault) {
        if (fault.kind() != db::Fault::Kind::busy || page.empty()) throw;
        throw std::runtime_error(fmt::format("{} Or do this on its page {}.", fault.what(), page));
    }
}

std::unique_ptr<db::Database> open_to_read(const Config& config) {
    auto database = db::open(config.database, {.writable = false});
    db::require_current_schema(*database);
    return database;
}

} // namespace kith::app
