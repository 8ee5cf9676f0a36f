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

void fill(const std::string& url) {
    db::migrate(*db::open(url));
}

// Copying files is the quicker way for a database as small as this.
void create(const std::string& name, const std::string& from) {
    the_server().run(fmt::format("create database {} template {} strategy file_copy encoding 'UTF8' "
                                 "lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'",
                                 name, from));
}

const std::string& sqlite_template() {
    static const std::string path = [] {
        auto file = (folder() / "template.db").string();
        fill("sqlite:" + file);
        return file;
    }();
    return path;
}

const std::string& postgres_template() {
    struct Template {
        std::string name = next_name();

        Template() {
            create(name, "template0");
            fill(at_server(name));
        }

        ~Template() { the_server().drop(name); }
    };

    the_server(); // Made first, so that it is there when the template is dropped.
    static const Template made;
    return made.name;
}

} // namespace

FreshDatabase::FreshDatabase(db::Engine engine, Tables tables) : engine_(engine), name_(next_name()) {
    if (engine == db::Engine::sqlite) {
        name_ = (folder() / (name_ + ".db")).string();
        url_ = "sqlite:" + name_;
        if (tables == Tables::migrated) files::copy_file(sqlite_template(), name_);
        return;
    }
    url_ = at_server(name_);
    create(name_, tables == Tables::migrated ? postgres_template() : "template0");
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
