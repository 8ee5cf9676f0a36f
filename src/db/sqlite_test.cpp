#include "db/things_test.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kith::db {

namespace {

std::string path_of(const Things& things) {
    return things.url().substr(std::string_view("sqlite:").size());
}

// What another process is told that opens the database for writing; "" when it may.
std::string told_to_another_process(const std::string& url) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        std::string told;
        try {
            open(url);
        } catch (const Fault& fault) {
            told = fault.what();
        }
        const auto written = ::write(ends[1], told.data(), told.size());
        ::_exit(written < 0 ? 1 : 0);
    }
    ::close(ends[1]);
    std::array<char, 512> text{};
    const auto size = ::read(ends[0], text.data(), text.size());
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

constexpr Sql journal_mode = R"sql(pragma journal_mode)sql";
constexpr Sql synchronous = R"sql(pragma synchronous)sql";
constexpr Sql foreign_keys = R"sql(pragma foreign_keys)sql";
constexpr Sql query_only = R"sql(pragma query_only)sql";
constexpr Sql checkpoints = R"sql(pragma wal_autocheckpoint)sql";
constexpr Sql change_in_disguise = R"sql(insert into things (id) values ('x') returning id)sql";

std::string first_of(Reader& reader, Sql sql, std::string_view column) {
    return reader.one(sql, {}, [&](const Row& row) { return row.text(column); }).value_or("nothing");
}

} // namespace

TEST_CASE("a second process that would write is refused in words, until the first has ended") {
    Things things(Engine::sqlite);
    const std::string told = told_to_another_process(things.url());
    CHECK(told == fmt::format("Another Kith (process {}) is using this database. Stop it first.", ::getpid()));
    CHECK(fault_of([&] { open(things.url()); }).kind() == Fault::Kind::busy);
    things.close();
    CHECK(told_to_another_process(things.url()).empty());
}

TEST_CASE("reading beside the writer is allowed, and writing is then refused") {
    Things things(Engine::sqlite);
    add(things.database(), "a");
    const auto beside = open(things.url(), {.writable = false});
    CHECK(count(*beside) == 1);
    CHECK_THROWS_AS(add(*beside, "b"), Fault);
    add(things.database(), "b");
    CHECK(count(*beside) == 2);
}

TEST_CASE("a reader cannot write by any statement") {
    Things things(Engine::sqlite);
    things.database().read([](Reader& reader) { CHECK_THROWS_AS(first_of(reader, change_in_disguise, "id"), Fault); });
    CHECK(count(things.database()) == 0);
}

TEST_CASE("opening for reading only never moves the log into the database") {
    Things things(Engine::sqlite);
    add(things.database(), "a");
    // As after a crash: the log is there, nobody writes.
    const auto copy = path_of(things) + ".copy";
    for (const char* suffix : {"", "-wal"})
        std::filesystem::copy_file(path_of(things) + suffix, copy + suffix);
    const auto size = std::filesystem::file_size(copy + "-wal");
    REQUIRE(size > 0);
    CHECK(count(*open("sqlite:" + copy, {.writable = false})) == 1);
    CHECK(std::filesystem::file_size(copy + "-wal") == size);
    // Control: the writer does.
    CHECK(count(*open("sqlite:" + copy)) == 1);
    CHECK_FALSE(std::filesystem::exists(copy + "-wal"));
    for (const char* suffix : {"", ".lock"})
        std::filesystem::remove(copy + suffix);
}

TEST_CASE("a database has one lock, by whatever name it is called") {
    Things things(Engine::sqlite);
    const auto other = path_of(things) + ".other";
    std::filesystem::create_symlink(path_of(things), other);
    CHECK(fault_of([&] { open("sqlite:" + other); }).kind() == Fault::Kind::busy);
    std::filesystem::remove(other);
}

TEST_CASE("a database that is not there cannot be opened for reading") {
    const Fault fault = fault_of([] { open("sqlite:/tmp/no-such-kith.db", {.writable = false}); });
    CHECK(contains(fault, "There is no database /tmp/no-such-kith.db"));
    CHECK_FALSE(std::filesystem::exists("/tmp/no-such-kith.db"));
}

TEST_CASE("a file that is no database is refused in words and left alone") {
    const FreshDatabase fresh(Engine::sqlite, Tables::none);
    const auto path = fresh.url().substr(7);
    const std::string text(4000, 'x');
    std::FILE* file = std::fopen(path.c_str(), "w");
    std::fputs(text.c_str(), file);
    std::fclose(file);
    CHECK(contains(fault_of([&] { open(fresh.url()); }), "not a SQLite database"));
    CHECK(std::filesystem::file_size(path) == text.size());
}

TEST_CASE("nobody else may read the database's files") {
    Things things(Engine::sqlite);
    add(things.database(), "a");
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
        struct stat file {};

        REQUIRE(::stat((path_of(things) + suffix).c_str(), &file) == 0);
        CHECK((file.st_mode & 0777) == 0600);
    }
}

TEST_CASE("the settings that keep what was saved are on") {
    Things things(Engine::sqlite);
    things.database().write([](Writer& writer) {
        CHECK(first_of(writer, journal_mode, "journal_mode") == "wal");
        CHECK(first_of(writer, synchronous, "synchronous") == "2");
        CHECK(first_of(writer, foreign_keys, "foreign_keys") == "1");
    });
    things.database().read([](Reader& reader) {
        CHECK(first_of(reader, query_only, "query_only") == "1");
        CHECK(first_of(reader, checkpoints, "wal_autocheckpoint") == "0");
    });
}

TEST_CASE("the log is moved into the database before it grows without bound") {
    Things things(Engine::sqlite);
    const std::string long_text(200'000, 'x');
    for (int i = 0; i < 60; ++i)
        add(things.database(), std::to_string(i) + long_text);
    CHECK(std::filesystem::file_size(path_of(things) + "-wal") < 10'000'000);
}

TEST_CASE("a look goes on with the state of the one before while nothing but looks is written") {
    Things things(Engine::sqlite);
    Database& database = things.database();
    const auto words_seen = [&] {
        std::int64_t words = 0;
        database.look([&](Reader& reader) { words = count(reader); });
        return words;
    };
    bool has_gone_on = false;
    for (int i = 0; i < 10 && !has_gone_on;
         ++i) { // A machine that stops for a second between the two looks opens anew.
        const auto before = words_seen();
        add_soon(database, std::to_string(i));
        has_gone_on = words_seen() == before;
    }
    CHECK(has_gone_on);
    add(database, "news");
    CHECK(words_seen() == count(database));
}

TEST_CASE("a process that only reads sees what another wrote, by a look too") {
    Things things(Engine::sqlite);
    const auto beside = open(things.url(), {.writable = false});
    for (int i = 1; i <= 3; ++i) {
        add(things.database(), std::to_string(i));
        beside->look([&](Reader& reader) { CHECK(count(reader) == i); });
    }
}

namespace {

// Writes 160 MB, and gives how large the log became.
std::uintmax_t log_after_much(Things& things) {
    const std::string long_text(1'600'000, 'x');
    for (int i = 0; i < 100; ++i)
        add(things.database(), std::to_string(i) + long_text);
    return std::filesystem::file_size(path_of(things) + "-wal");
}

} // namespace

TEST_CASE("the log begins anew although somebody always looks") {
    Things things(Engine::sqlite);
    std::atomic<bool> is_over{false};
    std::vector<std::thread> lookers;
    for (int i = 0; i < 3; ++i)
        lookers.emplace_back([&] {
            while (!is_over)
                things.database().look([](Reader& reader) { count(reader); });
        });
    CHECK(log_after_much(things) < 100'000'000);
    is_over = true;
    for (auto& looker : lookers)
        looker.join();
}

TEST_CASE("the log begins anew although somebody has looked and keeps that state") {
    Things things(Engine::sqlite);
    things.database().look([](Reader& reader) { count(reader); });
    CHECK(log_after_much(things) < 100'000'000);
}

TEST_CASE("a large database that is opened again has its statistics renewed") {
    Things things(Engine::sqlite);
    const auto has_statistics = [&] {
        constexpr Sql statistics = R"sql(select name from sqlite_master where name = 'sqlite_stat1')sql";
        return things.database().reading([&](Reader& reader) { return reader.exists(statistics, {}); });
    };
    add(things.database(), std::string(5'000'000, 'x'));
    things.close();
    things.open_again();
    CHECK(has_statistics());
}

} // namespace kith::db
