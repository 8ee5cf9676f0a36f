#include "db/migrate.h"
#include "tests/faults/ledger.h"

#include <doctest/doctest.h>

namespace kith::faults {

namespace {

struct Toll {
    std::size_t acknowledged = 0;
    int lost = 0;
    int cuts_that_lost = 0;
};

// The power fails again while the database is opened and its log moved.
void fail_while_coming_up(std::mt19937_64& chance) {
    the_disk().trouble_from(1 + static_cast<int>(chance() % 40), Trouble::no_power);
    try {
        open_on_disk();
    } catch (const db::Fault&) {
    }
    the_disk().come_up_again(chance);
}

// Four writers save until the power fails at some write or sync; then the machine comes up again and what was
// acknowledged is looked for.
Toll after_cuts(int cuts, const db::Options& options) {
    // Where the power fails; how far the writers have come by then is the machine's choice.
    std::mt19937_64 chance(2026);
    the_disk().become({});
    open_on_disk();
    Toll toll;
    Ledger ledger;
    for (int cut = 0; cut < cuts; ++cut) {
        CAPTURE(cut);
        {
            const auto database = open_on_disk(options);
            const int lost = ledger.lost(*database);
            toll.lost += lost;
            toll.cuts_that_lost += lost > 0 ? 1 : 0;
            toll.acknowledged += ledger.acknowledged();
            ledger.clear(*database);
            the_disk().trouble_from(1 + static_cast<int>(chance() % 1500), Trouble::no_power);
            std::vector<std::thread> writers;
            for (int i = 0; i < 4; ++i)
                writers.emplace_back([&] {
                    while (!ledger.save(*database)) {
                    }
                });
            for (auto& writer : writers)
                writer.join();
        }
        the_disk().come_up_again(chance);
        ledger.power_failed();
        if (chance() % 4 == 0) fail_while_coming_up(chance);
    }
    MESSAGE(cuts << " cuts, " << toll.acknowledged << " saves acknowledged, " << toll.lost << " lost in "
                 << toll.cuts_that_lost << " cuts");
    return toll;
}

constexpr db::Sql everything_made = R"sql(
    select type || ' ' || name || ' ' || coalesce(sql, '') as made
      from sqlite_master
     order by type, name
)sql";

constexpr db::Sql migrations_applied = R"sql(
    select count(*) as applied
      from schema_migrations
)sql";

using Schema = std::vector<std::string>;

Schema schema(db::Reader& reader) {
    return reader.all(everything_made, {}, [](const db::Row& row) { return row.text("made"); });
}

// What the database holds after each of the migrations.
std::vector<Schema> schemas_on_the_way(const std::vector<db::Migration>& all) {
    the_disk().become({});
    const auto database = open_empty_on_disk();
    std::vector<Schema> schemas;
    for (std::size_t applied = 0; applied <= all.size(); ++applied) {
        db::migrate(*database, {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(applied)});
        schemas.push_back(database->reading(schema));
    }
    return schemas;
}

void migrate_until_the_power_fails(int operation) {
    the_disk().trouble_from(operation, Trouble::no_power);
    try {
        db::migrate(*open_empty_on_disk());
    } catch (const db::Fault&) {
    }
}

} // namespace

TEST_CASE(
    "a power cut while the tables are brought up leaves each migration whole or not there, and the next finishes") {
    const auto all = db::migrations(false);
    const auto schemas = schemas_on_the_way(all);
    the_disk().become({});
    the_disk().mend();
    db::migrate(*open_empty_on_disk());
    const int operations = the_disk().operations();
    std::mt19937_64 chance(2026);
    std::set<std::size_t> stopped_after;
    for (int cut = 0; cut < 60; ++cut) {
        CAPTURE(cut);
        the_disk().become({});
        migrate_until_the_power_fails(1 + static_cast<int>(chance() % static_cast<unsigned>(operations)));
        the_disk().come_up_again(chance);
        const auto database = open_empty_on_disk();
        const bool has_begun = !database->reading(schema).empty();
        if (has_begun) {
            const auto applied = database->reading([](db::Reader& reader) {
                return reader.one(migrations_applied, {}, [](const db::Row& row) { return row.integer("applied"); });
            });
            stopped_after.insert(static_cast<std::size_t>(applied.value()));
            CHECK(database->reading(schema) == schemas.at(static_cast<std::size_t>(applied.value())));
        }
        db::migrate(*database);
        CHECK(database->reading(schema) == schemas.back());
    }
    CHECK(stopped_after.size() > 5);
}

TEST_CASE("a power cut loses nothing that was acknowledged") {
    const Toll toll = after_cuts(500, {.pages_between_checkpoints = 100});
    CHECK(toll.lost == 0);
    CHECK(toll.acknowledged > 10'000);
}

TEST_CASE("control: without a sync for each commit a power cut does lose some") {
    const Toll toll = after_cuts(100, {.sync_each_commit = false, .pages_between_checkpoints = 100});
    CHECK(toll.cuts_that_lost > 10);
}

} // namespace kith::faults
