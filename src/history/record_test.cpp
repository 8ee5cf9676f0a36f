#include "db/migrate.h"
#include "history/chain.h"
#include "history/record.h"

#include "tests/databases.h"

#include <doctest/doctest.h>

namespace kith::history {

namespace {

const Actor sam{"sam", "sam-at-the-hub", "hub", "request-1"};

// Nine lines as they come in a day: some with subjects, some with particulars, some with both.
void fill(db::Database& database) {
    for (int i = 1; i <= 9; ++i)
        database.write([&](db::Writer& writer) {
            Line line{.action = i % 2 == 0 ? "family.viewed" : "find.searched"};
            if (i % 3 != 0) line.subjects = {{"family", fmt::format("family-{}", i)}, {"person", "maya"}};
            if (i % 4 != 0) line.particulars = fmt::format("what {} was", i);
            record(writer, sam, line);
        });
}

void with_history(const std::function<void(db::Database&)>& test) {
    on_each_database([&](db::Database& database) {
        fill(database);
        test(database);
    });
}

} // namespace

TEST_CASE("what was done to somebody is told newest first") {
    with_history([](db::Database& database) {
        const auto lines =
            database.reading([](db::Reader& reader) { return lines_about(reader, "person", "maya", 3); });
        REQUIRE(lines.size() == 3);
        CHECK(lines[0].seq == 8);
        CHECK(lines[1].seq == 7);
        CHECK(lines[2].seq == 5);
        CHECK(lines[0].line.action == "family.viewed");
        CHECK(lines[0].actor.posting == "sam-at-the-hub");
        CHECK(lines[1].line.particulars == "what 7 was");
        REQUIRE(lines[1].line.subjects.size() == 2);
        CHECK(lines[1].line.subjects[0].id == "family-7");
        CHECK(database.reading([](db::Reader& reader) { return lines_about(reader, "person", "nobody", 3); }).empty());
    });
}

TEST_CASE("what is seen together again is kept once, and told of each time") {
    on_each_database([](db::Database& database) {
        const Line look{.action = "family.viewed", .subjects = {{"family", "okafor"}, {"person", "maya"}}};
        const Line other{.action = "family.viewed", .subjects = {{"person", "maya"}, {"family", "okafor"}}};
        for (const Line& line : {look, look, other, look})
            database.write([&](db::Writer& writer) { record(writer, sam, line); });
        database.read([&](db::Reader& reader) {
            constexpr db::Sql rows = "select count(*) as rows from history_subjects";
            CHECK(reader.one(rows, {}, [](const db::Row& row) { return row.integer("rows"); }) == 4);
            CHECK(lines_about(reader, "person", "maya", 10).size() == 4);
            CHECK(lines_about(reader, "family", "okafor", 3).size() == 3);
            CHECK(lines_about(reader, "person", "maya", 10)[1].line.subjects[0].kind == "person");
        });
        CHECK(verify(database).kind == Verdict::Kind::sound);
    });
}

namespace {

constexpr db::Sql add_old_line = R"sql(
    insert into history_lines (lane, seq, at, actor_user, actor_posting, actor_agency, request, action, outcome,
                               particulars_hash, previous_hash, hash)
    values (0, :seq, :at, 'sam', '', '', '', 'family.viewed', 'done', '', :previous, :hash)
)sql";

constexpr db::Sql add_old_subject = R"sql(
    insert into history_subjects (lane, seq, position, kind, subject_id)
    values (0, :seq, :position, 'person', :id)
)sql";

constexpr db::Sql move_old_head = R"sql(
    update history_heads
    set seq = :seq,
        at = :at,
        hash = :hash
)sql";

// A line as it was written before lists of subjects had names. Gives its hash.
std::string add_old(db::Writer& writer, std::int64_t seq, const std::string& previous,
                    const std::vector<Subject>& subjects) {
    const Instant at{seq * 1000};
    const auto hash = hash_of({.lane = 0,
                               .seq = seq,
                               .at = at,
                               .actor = {"sam", "", "", ""},
                               .action = "family.viewed",
                               .outcome = "done",
                               .subjects = subjects,
                               .particulars_hash = {},
                               .previous_hash = previous});
    writer.run(add_old_line, {{"seq", seq}, {"at", at}, {"previous", previous}, {"hash", hash}});
    for (std::size_t i = 0; i < subjects.size(); ++i)
        writer.run(add_old_subject, {{"seq", seq}, {"position", i}, {"id", subjects[i].id}});
    writer.run(move_old_head, {{"seq", seq}, {"at", at}, {"hash", hash}});
    return hash;
}

} // namespace

TEST_CASE("lines from before lists of subjects had names still verify, and are found") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine, Tables::none);
        const auto database = db::open(fresh.url());
        auto known = db::migrations(engine == db::Engine::postgres);
        std::erase_if(known, [](const db::Migration& each) { return each.number >= 20; });
        db::migrate(*database, known);
        database->write([](db::Writer& writer) {
            auto hash = add_old(writer, 1, "", {{"person", "maya"}, {"person", "leon"}});
            hash = add_old(writer, 2, hash, {});
            add_old(writer, 3, hash, {{"person", "maya"}});
        });
        CHECK(db::migrate(*database) > 0);
        database->write([](db::Writer& writer) {
            record(writer, sam, {.action = "person.viewed", .subjects = {{"person", "maya"}}});
        });
        CHECK(verify(*database).kind == Verdict::Kind::sound);
        CHECK(verify(*database).lines == 4);
        const auto lines =
            database->reading([](db::Reader& reader) { return lines_about(reader, "person", "maya", 9); });
        CHECK(lines.size() == 3);
        CHECK(lines.back().line.subjects.back().id == "leon");
    });
}

TEST_CASE("an empty history and an honest one are sound") {
    on_each_database([](db::Database& database) {
        CHECK(verify(database).kind == Verdict::Kind::sound);
        fill(database);
        const Verdict verdict = verify(database);
        CHECK(verdict.kind == Verdict::Kind::sound);
        CHECK(verdict.lines == 9);
    });
}

TEST_CASE("a change that fails leaves no line") {
    with_history([](db::Database& database) {
        CHECK_THROWS(database.write([](db::Writer& writer) {
            record(writer, sam, {.action = "family.viewed"});
            throw std::runtime_error("something else went wrong");
        }));
        const Verdict verdict = verify(database);
        CHECK(verdict.kind == Verdict::Kind::sound);
        CHECK(verdict.lines == 9);
    });
}

TEST_CASE("particulars can be erased and the chain still verifies") {
    with_history([](db::Database& database) {
        const auto erase = [&](std::int64_t seq) {
            return database.writing([&](db::Writer& writer) { return erase_particulars(writer, sam, seq); });
        };
        CHECK(erase(5));
        CHECK_FALSE(erase(5));
        CHECK_FALSE(erase(4)); // it never had any
        CHECK_FALSE(erase(99));
        const auto lines =
            database.reading([](db::Reader& reader) { return lines_about(reader, "family", "family-5", 1); });
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].line.particulars.empty());
        const Verdict verdict = verify(database);
        CHECK(verdict.place == "");
        CHECK(verdict.kind == Verdict::Kind::sound);
        CHECK(verdict.lines == 10); // that it was erased is told too
    });
}

TEST_CASE("a hundred writers at once make one chain") {
    on_each_database([](db::Database& database) {
        std::vector<std::thread> writers;
        for (int i = 0; i < 100; ++i)
            writers.emplace_back([&database, i] {
                for (int j = 0; j < 3; ++j)
                    database.write([&](db::Writer& writer) {
                        record(writer, sam, {.action = "family.viewed", .subjects = {{"family", std::to_string(i)}}});
                    });
            });
        for (auto& writer : writers)
            writer.join();
        const Verdict verdict = verify(database);
        CHECK(verdict.place == "");
        CHECK(verdict.lines == 300);
    });
}

namespace {

class StoppedClock final : public Clock {
public:
    explicit StoppedClock(Instant at) : at_(at) {}

    Instant now() override { return at_; }

private:
    Instant at_;
};

} // namespace

TEST_CASE("a clock that was set back does not turn history back") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine);
        const Instant noon = england_time(*Day::parse("2026-10-25"), 12 * 60);
        for (const Instant at : {noon, noon - hours_ms}) {
            StoppedClock clock(at);
            const auto database = db::open(fresh.url(), {.clock = &clock});
            database->write([](db::Writer& writer) {
                record(writer, sam, {.action = "family.viewed", .subjects = {{"person", "maya"}}});
            });
        }
        const auto database = db::open(fresh.url());
        CHECK(verify(*database).kind == Verdict::Kind::sound);
        const auto lines =
            database->reading([](db::Reader& reader) { return lines_about(reader, "person", "maya", 2); });
        CHECK(lines[0].at == lines[1].at);
    });
}

TEST_CASE("after a start with a clock set back nothing is dated before what is known already") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine);
        Instant told;
        {
            const auto database = db::open(fresh.url());
            database->write([&](db::Writer& writer) {
                history::record(writer, {}, {.action = "test.done"});
                told = writer.now();
            });
        }
        struct : Clock {
            Instant now() override { return {0}; }
        } set_back;
        const auto database = db::open(fresh.url(), {.clock = &set_back});
        const auto newest = database->reading(history::newest_moment);
        CHECK(newest == told);
        database->not_before(newest);
        CHECK(database->writing([](db::Writer& writer) { return writer.now(); }) >= told);
    });
}

} // namespace kith::history
