#include "bench/setting.h"

#include "app/config.h"
#include "bench/server.h"
#include "db/migrate.h"

#include <cstdio>
#include <fstream>
#include <unistd.h>

namespace kith::bench {

namespace files = std::filesystem;

namespace {

constexpr std::string_view name = "kith_bench", name_of_copy = "kith_bench_copy";

void say_progress(int families, int all) {
    if (::isatty(STDERR_FILENO)) fmt::print(stderr, "\r{} of {} families", families, all);
    if (families == all) fmt::print(stderr, "\n");
}

bool has_current_schema(const std::string& url) {
    try {
        db::require_current_schema(*db::open(url, {.writable = false}));
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

// Everybody whose pages are measured.
void sign_everybody_in(Engine& engine) {
    std::set<std::string> emails = {std::string(triage_email), std::string(worker_email), std::string(school_email)};
    for (int i = 0; i < 64; ++i)
        emails.insert(fmt::format("school{}@bench.example", i));
    for (const auto* list : {&engine.world.families, &engine.world.sent, &engine.world.waiting})
        for (const auto& each : *list)
            emails.insert(each.email);
    const auto database = db::open(engine.url);
    for (const auto& email : emails)
        engine.cookies[email] = signed_in(*database, email);
}

void fill(Engine& engine, const Setting& setting, const files::path& kept, const std::function<void()>& empty) {
    const auto found = find_world(kept, setting.size);
    if (found && has_current_schema(engine.url)) {
        engine.world = *found;
    } else {
        files::remove(kept);
        empty();
        fmt::print(stderr, "Making {} people, {} families and {} requests in {} …\n", setting.size.people,
                   setting.size.families, setting.size.requests, engine.name);
        const auto database = db::open(engine.url, {.key = key_of(setting), .sync_each_commit = false});
        db::migrate(*database);
        engine.world = make_world(*database, setting.profile.string(), setting.size,
                                  [&](int families) { say_progress(families, setting.size.families); });
        keep(engine.world, setting.size, kept);
    }
    sign_everybody_in(engine);
}

void configure(Engine& engine, const Setting& setting) {
    key_of(setting);
    const auto key = setting.folder / "kith.key";
    std::ofstream(engine.config) << fmt::format("database = \"{}\"\nkey_file = \"{}\"\n", engine.url, key.string());
}

constexpr std::array parts_of_sqlite = {"", "-wal", "-shm", ".lock"};

} // namespace

std::string key_of(const Setting& setting) {
    const auto key = setting.folder / "kith.key";
    if (!files::exists(key)) app::make_key(key.string());
    return app::read_key(key.string());
}

double quantile(std::vector<double>& values, double part) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(static_cast<double>(values.size()) * part))];
}

double median(std::vector<double> values) {
    return quantile(values, 0.5);
}

Rate median(const std::vector<Rate>& rounds) {
    const auto of = [&](double Rate::*figure) {
        std::vector<double> values;
        for (const auto& round : rounds)
            values.push_back(round.*figure);
        return median(std::move(values));
    };
    return {of(&Rate::a_second), of(&Rate::p50), of(&Rate::p99), of(&Rate::processor), of(&Rate::database)};
}

std::string_view verdict(bool met) {
    return met ? "met" : "MISSED";
}

Engine sqlite(const Setting& setting) {
    const auto file = (setting.folder / "kith.db").string();
    const auto copy = (setting.folder / "copy.db").string();
    Engine engine{
        .name = "SQLite", .url = "sqlite:" + file, .copy = "sqlite:" + copy, .config = setting.folder / "sqlite.toml"};
    configure(engine, setting);
    fill(engine, setting, setting.folder / "sqlite.world", [&] {
        for (const auto* part : parts_of_sqlite)
            files::remove(file + part);
    });
    for (const auto* part : parts_of_sqlite)
        files::remove(copy + part);
    for (const auto* part : {"", "-wal"})
        if (files::exists(file + part)) files::copy_file(file + part, copy + part);
    return engine;
}

Engine postgres(const Setting& setting) {
    const auto server = setting.postgres.substr(0, setting.postgres.rfind('/') + 1);
    Engine engine{.name = "PostgreSQL",
                  .url = server + std::string(name),
                  .copy = server + std::string(name_of_copy),
                  .config = setting.folder / "postgres.toml",
                  .process = setting.postgres_process};
    configure(engine, setting);
    fill(engine, setting, setting.folder / "postgres.world",
         [&] { make_database(setting.postgres, name, "template0"); });
    analyse(engine.url);
    make_database(setting.postgres, name_of_copy, name);
    return engine;
}

} // namespace kith::bench
