#include "db/database.h"

#include "db/migrate.h"
#include "tests/databases.h"

#include <doctest/doctest.h>

namespace kith::db {

namespace {

const std::vector<Migration> things = {{1, "things", R"sql(-- What the tests of db/ keep.
    create table things (
        id         @id        primary key,
        reference  @reference,
        day        @day,
        at         @instant,
        flag       @flag,
        json       @json,
        bytes      @blob,
        number     @number,
        words      text unique
    );
)sql"}};

void on_things(const std::function<void(Database&)>& test) {
    on_each_engine([&](Engine engine) {
        const FreshDatabase fresh(engine, Tables::none);
        const auto database = open(fresh.url());
        migrate(*database, things);
        test(*database);
    });
}

constexpr Sql add = R"sql(
    insert into things (id, reference, day, at, flag, json, bytes, number, words)
    values (:id, :reference, :day, :at, :flag, :json, :bytes, :number, :words)
)sql";

constexpr Sql add_words = R"sql(insert into things (id, words) values (:id, :words))sql";

constexpr Sql by_id = R"sql(
    select id, reference, day, at, flag, json, bytes, number, words
      from things
     where id = :id
)sql";

constexpr Sql count_of_things = R"sql(select count(*) as things from things)sql";

std::int64_t count(Database& database) {
    return database.reading([](Reader& reader) {
        return *reader.one(count_of_things, {}, [](const Row& row) { return row.integer("things"); });
    });
}

struct Thing;

} // namespace

TEST_CASE("every type comes back as it went in") {
    on_things([](Database& database) {
        const auto id = Id<Thing>::make(database.clock().now(), database.random());
        const auto reference = Reference::make(database.random());
        const std::string bytes("\0\xff\x01\0", 4);
        database.write([&](Writer& writer) {
            writer.run(add, {{"id", id},
                             {"reference", reference},
                             {"day", *Day::parse("2026-12-02")},
                             {"at", Instant{1'790'000'000'123}},
                             {"flag", true},
                             {"json", "{\"b\": 1,  \"a\": 2}"},
                             {"bytes", Blob{bytes}},
                             {"number", std::int64_t{5'000'000'000}},
                             {"words", "Zoë Nováková 李 🙂"}});
        });

        const bool found = database.reading([&](Reader& reader) {
            return *reader.one(by_id, {{"id", id}}, [&](const Row& row) {
                CHECK(row.id<Thing>("id") == id);
                CHECK(row.reference("reference") == reference);
                CHECK(row.day("day").iso() == "2026-12-02");
                CHECK(row.instant("at").milliseconds == 1'790'000'000'123);
                CHECK(row.flag("flag"));
                CHECK(row.text("json") == "{\"b\": 1,  \"a\": 2}");
                CHECK(row.blob("bytes") == bytes);
                CHECK(row.integer("number") == 5'000'000'000);
                CHECK(row.text("words") == "Zoë Nováková 李 🙂");
                return true;
            });
        });
        CHECK(found);
        CHECK(count(database) == 1);
    });
}

} // namespace kith::db
