#include "db/things_test.h"

namespace kith::db {

namespace {

const Migration towns = {1, "towns", "create table towns (id @id primary key, name text not null);"};
const Migration streets = {2, "streets",
                           "create table streets (id @id primary key, town_id @id references towns (id));"
                           "insert into towns values ('a', 'Bury');"
                           "insert into streets values ('b', 'a');"};

constexpr Sql town_names = R"sql(select name from towns order by name)sql";
constexpr Sql street_towns = R"sql(select town_id from streets)sql";

std::vector<std::string> names_of_towns(Database& database) {
    return database.reading(
        [](Reader& reader) { return reader.all(town_names, {}, [](const Row& row) { return row.text("name"); }); });
}

void on_empty(const std::function<void(Database&)>& test) {
    on_each_engine([&](Engine engine) {
        const FreshDatabase fresh(engine, Tables::none);
        const auto database = open(fresh.url());
        test(*database);
    });
}

} // namespace

TEST_CASE("each migration is applied once, in order, and told") {
    on_empty([](Database& database) {
        std::vector<std::string> told;
        const auto listen = [&](const std::string& name) { told.push_back(name); };
        CHECK(migrate(database, {towns}, listen) == 1);
        CHECK(migrate(database, {towns, streets}, listen) == 1);
        CHECK(migrate(database, {towns, streets}, listen) == 0);
        CHECK(told == std::vector<std::string>{"0001 towns", "0002 streets"});
        CHECK(names_of_towns(database) == std::vector<std::string>{"Bury"});
    });
}

TEST_CASE("a migration that was edited after it was applied is refused") {
    on_empty([](Database& database) {
        migrate(database, {towns});
        Migration edited = towns;
        edited.text += "-- a word more";
        const Fault fault = fault_of([&] { migrate(database, {edited}); });
        CHECK(contains(fault, "0001 towns was edited"));
    });
}

TEST_CASE("a database of a newer Kith is refused in words and left alone") {
    on_empty([](Database& database) {
        migrate(database, {towns, streets});
        const Fault fault = fault_of([&] { migrate(database, {towns}); });
        CHECK(fault.kind() == Fault::Kind::newer_schema);
        CHECK(contains(fault, "newer Kith"));
    });
}

TEST_CASE("a newer database is refused at the start of the program") {
    on_empty([](Database& database) {
        auto later = migrations(database.engine() == Engine::postgres);
        later.push_back({9999, "later", "-- Of a Kith to come."});
        migrate(database, later);
        CHECK(fault_of([&] { require_current_schema(database); }).kind() == Fault::Kind::newer_schema);
    });
}

TEST_CASE("a migration that fails leaves nothing, and those before it stay") {
    on_empty([](Database& database) {
        const Migration broken = {2, "broken",
                                  "create table half (id @id primary key); insert into nowhere values (1);"};
        CHECK_THROWS_AS(migrate(database, {towns, broken}), Fault);
        CHECK(names_of_towns(database).empty());
        const Migration mended = {2, "mended", "create table half (id @id primary key);"};
        CHECK(migrate(database, {towns, mended}) == 1);
    });
}

TEST_CASE("a table can be made anew while others point to it") {
    on_empty([](Database& database) {
        const Migration anew = {3, "towns_anew",
                                "create table new_towns (id @id primary key, name text not null);"
                                "insert into new_towns select id, name || '!' from towns;"};
        const Migration swap_sqlite = {4, "swap", "drop table towns; alter table new_towns rename to towns;"};
        const Migration swap_postgres = {4, "swap",
                                         "alter table streets drop constraint streets_town_id_fkey; drop table towns;"
                                         "alter table new_towns rename to towns;"
                                         "alter table streets add foreign key (town_id) references towns (id);"};
        const bool postgres = database.engine() == Engine::postgres;
        migrate(database, {towns, streets, anew, postgres ? swap_postgres : swap_sqlite});
        CHECK(names_of_towns(database) == std::vector<std::string>{"Bury!"});
        CHECK_THROWS_AS(database.write([](Writer& writer) {
            constexpr Sql add_street = R"sql(insert into streets values ('c', 'nowhere'))sql";
            writer.run(add_street, {});
        }),
                        Fault);
    });
}

TEST_CASE("a migration must not leave rows that point to nothing") {
    on_empty([](Database& database) {
        const Migration careless = {3, "careless", "delete from towns;"};
        CHECK_THROWS_AS(migrate(database, {towns, streets, careless}), Fault);
        CHECK(names_of_towns(database).size() == 1);
        CHECK(database.reading([](Reader& reader) { return reader.exists(street_towns, {}); }));
    });
}

TEST_CASE("a database without its tables is told what to run") {
    on_empty([](Database& database) {
        const Fault fault = fault_of([&] { require_current_schema(database); });
        CHECK(fault.kind() == Fault::Kind::other);
        CHECK(contains(fault, "kith migrate"));
        migrate(database);
        require_current_schema(database);
    });
}

TEST_CASE("the migrations of this Kith begin with a line that says why") {
    for (const bool postgres : {false, true}) {
        int last = 0;
        for (const Migration& migration : migrations(postgres)) {
            CAPTURE(migration.name);
            CHECK(migration.number > last);
            CHECK(migration.text.starts_with("-- "));
            last = migration.number;
        }
    }
}

} // namespace kith::db
