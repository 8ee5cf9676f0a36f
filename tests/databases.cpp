#include "tests/databases.h"

#include "db/migrate.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <libpq-fe.h>
#include <unistd.h>

namespace kith {

namespace {

namespace files = std::filesystem;

const char* server() {
    static const char* const url = std::getenv("KITH_TEST_POSTGRES");
    static const bool told = !url && std::fputs("PostgreSQL: skipped, KITH_TEST_POSTGRES is not set\n", stderr);
    return told ? nullptr : url;
}

std::string next_name() {
    static std::atomic<int> count = 0;
    return fmt::format("kith_test_{}_{}", ::getpid(), ++count);
}

// "postgres://user@host/" with another database's name after the last slash.
std::string at_server(std::string_view name) {
    const std::string url = server();
    const auto slash = url.find('/', url.find("://") + 3);
    const auto query = url.find('?');
    const std::string address = url.substr(0, std::min(slash, query));
    return fmt::format("{}/{}{}", address, name, query == std::string::npos ? "" : url.substr(query));
}

// One connection to the server itself, on which databases are made and dropped.
class Server {
public:
    Server() : connection_(PQconnectdb(server())) {
        if (PQstatus(connection_) != CONNECTION_OK)
            throw std::runtime_error(fmt::format("KITH_TEST_POSTGRES: {}", PQerrorMessage(connection_)));
        PQsetNoticeProcessor(
            connection_, [](void*, const char*) {}, nullptr);
        drop_what_was_left();
    }

    ~Server() { PQfinish(connection_); }

    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::vector<std::string> run(const std::string& sql) {
        PGresult* result = PQexec(connection_, sql.c_str());
        const auto status = PQresultStatus(result);
        std::vector<std::string> first_column;
        for (int i = 0; i < PQntuples(result); ++i)
            first_column.emplace_back(PQgetvalue(result, i, 0));
        PQclear(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
            throw std::runtime_error(PQerrorMessage(connection_));
        return first_column;
    }

    void drop(const std::string& name) noexcept {
        try {
            run(fmt::format("drop database if exists {} with (force)", name));
        } catch (const std::exception& failure) {
            std::fprintf(stderr, "%s stays behind: %s", name.c_str(), failure.what());
        }
    }

private:
    // Test programs that were killed leave their databases behind.
    void drop_what_was_left() {
        for (const std::string& name : run("select datname from pg_database where datname like 'kith\\_test\\_%'")) {
            const int process = std::atoi(name.c_str() + std::string_view("kith_test_").size());
            if (process > 0 && ::kill(process, 0) != 0) drop(name);
        }
    }

    PGconn* connection_;
};

Server& the_server() {
    static Server server;
    return server;
}

const files::path& folder() {
    struct Folder {
        files::path path = files::temp_directory_path() / fmt::format("kith-test-{}", ::getpid());

        Folder() { files::create_directories(path); }

        ~Folder() {
            std::error_code ignored;
            files::remove_all(path, ignored);
        }
    };

    static const Folder folder;
    return folder.path;
}

std::string new_name(db::Engine engine) {
    auto name = next_name();
    return engine == db::Engine::sqlite ? (folder() / (name + ".db")).string() : name;
}

std::string url_of(db::Engine engine, const std::string& name) {
    return engine == db::Engine::sqlite ? "sqlite:" + name : at_server(name);
}

// `from` is nothing for an empty one.
void create(db::Engine engine, const std::string& name, const std::string& from) {
    if (engine == db::Engine::sqlite) {
        if (!from.empty()) files::copy_file(from, name);
        return;
    }
    // Copying files is the quicker way for a database as small as this.
    the_server().run(fmt::format("create database {} template {} strategy file_copy encoding 'UTF8' "
                                 "lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'",
                                 name, from.empty() ? "template0" : from));
}

// The databases that others are copied from, by what they hold. Nobody has them open.
class Templates {
public:
    // What the destructor needs is made first, so that it is there at the end.
    Templates() {
        folder();
        if (server()) the_server();
    }

    ~Templates() {
        for (const auto& [what, name] : names_)
            if (what.first == db::Engine::postgres) the_server().drop(name);
    }

    Templates(const Templates&) = delete;
    Templates& operator=(const Templates&) = delete;

    const std::string& migrated(db::Engine engine) {
        return made(engine, "", {}, [](const std::string& url) { db::migrate(*db::open(url)); });
    }

    const std::string& filled(db::Engine engine, const Filling& filling) {
        return made(engine, filling.name, migrated(engine), filling.fill);
    }

private:
    const std::string& made(db::Engine engine, const std::string& what, const std::string& from,
                            const std::function<void(const std::string& url)>& fill) {
        const auto known = names_.find({engine, what});
        if (known != names_.end()) return known->second;
        const auto name = new_name(engine);
        create(engine, name, from);
        fill(url_of(engine, name));
        return names_[{engine, what}] = name;
    }

    std::map<std::pair<db::Engine, std::string>, std::string> names_;
};

Templates& templates() {
    static Templates all;
    return all;
}

} // namespace

FreshDatabase::FreshDatabase(db::Engine engine, Tables tables)
    : engine_(engine), name_(new_name(engine)), url_(url_of(engine, name_)) {
    create(engine, name_, tables == Tables::migrated ? templates().migrated(engine) : "");
}

FreshDatabase::FreshDatabase(db::Engine engine, const Filling& filling)
    : engine_(engine), name_(new_name(engine)), url_(url_of(engine, name_)) {
    create(engine, name_, templates().filled(engine, filling));
}

FreshDatabase::~FreshDatabase() {
    if (engine_ == db::Engine::postgres) {
        the_server().drop(name_);
        return;
    }
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
        std::error_code ignored;
        files::remove(name_ + suffix, ignored);
    }
}

void on_each_engine(const std::function<void(db::Engine)>& test) {
    SUBCASE("SQLite") {
        test(db::Engine::sqlite);
    }
    if (!server()) return;
    SUBCASE("PostgreSQL") {
        test(db::Engine::postgres);
    }
}

void on_each_database(const db::Options& options, const std::function<void(db::Database&)>& test) {
    on_each_engine([&](db::Engine engine) {
        const FreshDatabase fresh(engine);
        auto with_key = options;
        if (with_key.key.empty()) with_key.key = test_key;
        const auto database = db::open(fresh.url(), with_key);
        test(*database);
    });
}

void on_each_database(const std::function<void(db::Database&)>& test) {
    on_each_database({}, test);
}

} // namespace kith
