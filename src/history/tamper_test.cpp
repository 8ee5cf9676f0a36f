// What somebody with the database's password can do to history, and whether it is seen.

#include "history/chain.h"
#include "tests/databases.h"

#include <doctest/doctest.h>

namespace kith::history {

namespace {

const Actor sam{"sam", "sam-at-the-hub", "hub", "request-1"};

// Line 3 has a subject and particulars; the others only what every line has.
void fill(db::Database& database) {
    for (int i = 1; i <= 6; ++i)
        database.write([&](db::Writer& writer) {
            Line line{.action = "family.viewed"};
            if (i == 3) {
                line.subjects = {{"family", "okafor-reid"}};
                line.particulars = "what was changed";
            }
            record(writer, sam, line);
        });
}

constexpr db::Sql sqlite_guards[] = {
    "drop trigger history_lines_stay",    "drop trigger history_lines_remain",
    "drop trigger history_subjects_stay", "drop trigger history_subjects_remain",
    "drop trigger history_heads_go_on",   "drop trigger history_particulars_stay",
};
constexpr db::Sql postgres_guards[] = {
    "alter table history_lines disable trigger user",
    "alter table history_subjects disable trigger user",
    "alter table history_heads disable trigger user",
    "alter table history_particulars disable trigger user",
};

void remove_guards(db::Writer& writer, db::Engine engine) {
    if (engine == db::Engine::sqlite)
        for (const db::Sql sql : sqlite_guards)
            writer.run(sql, {});
    else
        for (const db::Sql sql : postgres_guards)
            writer.run(sql, {});
}

struct Tampering {
    const char* what;
    std::vector<db::Sql> how;
    const char* place; // what verify says
};

const Tampering tamperings[] = {
    {"another moment",
     {"update history_lines set at = at + 1 where seq = 4"},
     "lane 0, line 4: the line is not what was written"},
    {"another user",
     {"update history_lines set actor_user = 'alan' where seq = 4"},
     "lane 0, line 4: the line is not what was written"},
    {"another posting",
     {"update history_lines set actor_posting = '' where seq = 4"},
     "lane 0, line 4: the line is not what was written"},
    {"another agency",
     {"update history_lines set actor_agency = 'school' where seq = 4"},
     "lane 0, line 4: the line is not what was written"},
    {"text moved from one field to the next",
     {"update history_lines set actor_user = 'samsam', actor_posting = '-at-the-hub' where seq = 4"},
     "lane 0, line 4: the line is not what was written"},
    {"another request",
     {"update history_lines set request = 'request-2' where seq = 1"},
     "lane 0, line 1: the line is not what was written"},
    {"another action",
     {"update history_lines set action = 'request.viewed' where seq = 6"},
     "lane 0, line 6: the line is not what was written"},
    {"another outcome",
     {"update history_lines set outcome = 'refused' where seq = 4"},
     "lane 0, line 4: the line is not what was written"},
    {"another subject",
     {"update history_subjects set subject_id = 'novak'"},
     "lane 0, line 3: the line is not what was written"},
    {"one subject more",
     {"insert into history_subjects (list, position, kind, subject_id) select list, 1, 'family', 'novak' from "
      "history_subjects"},
     "lane 0, line 3: the line is not what was written"},
    {"subjects of another line",
     {"update history_lines set subjects = (select list from history_subjects) where seq = 4"},
     "lane 0, line 4: the line is not what was written"},
    {"subjects that are not there",
     {"update history_lines set subjects = 'nowhere' where seq = 4"},
     "lane 0, line 4: the line names other subjects than its own"},
    {"no subjects any more",
     {"update history_lines set subjects = '' where seq = 3"},
     "lane 0, line 3: the line is not what was written"},
    {"a subject taken out", {"delete from history_subjects"}, "lane 0, line 3: the line is not what was written"},
    {"another hash",
     {"update history_lines set hash = previous_hash where seq = 4"},
     "lane 0, line 4: the line is not what was written"},
    {"another hash before",
     {"update history_lines set previous_hash = hash where seq = 4"},
     "lane 0, line 4: the line is not what was written"},
    {"a line taken out", {"delete from history_lines where seq = 4"}, "lane 0, line 4: the line is missing"},
    {"the first line taken out", {"delete from history_lines where seq = 1"}, "lane 0, line 1: the line is missing"},
    {"the newest lines cut off",
     {"delete from history_lines where seq > 4"},
     "lane 0, line 5: the line is missing: the head says 6"},
    {"all lines cut off",
     {"delete from history_subjects", "delete from history_particulars", "delete from history_lines"},
     "lane 0, line 1: the line is missing: the head says 6"},
    {"the head set back", {"update history_heads set seq = 4"}, "lane 0, line 5: the line is beyond the head"},
    {"the head's hash changed",
     {"update history_heads set hash = ''"},
     "lane 0, line 6: the head is not what was written"},
    {"cut off with the head's number",
     {"delete from history_lines where seq > 4", "update history_heads set seq = 4"},
     "lane 0, line 4: the head is not what was written"},
    {"two lines exchanged",
     {"update history_lines set seq = 99 where seq = 4", "update history_lines set seq = 4 where seq = 5",
      "update history_lines set seq = 5 where seq = 99"},
     "lane 0, line 4: the line is not what was written"},
    {"a copy of a line put behind the newest",
     {"insert into history_lines (lane, seq, at, actor_user, actor_posting, actor_agency, request, action, outcome, "
      "particulars_hash, previous_hash, hash) select lane, 7, at, actor_user, actor_posting, actor_agency, request, "
      "action, outcome, particulars_hash, previous_hash, hash from history_lines where seq = 6"},
     "lane 0, line 7: the line is beyond the head"},
    {"other particulars",
     {"update history_particulars set particulars = 'what was not' where seq = 3"},
     "lane 0, line 3: the particulars are not what was written"},
    {"particulars moved to another line",
     {"update history_particulars set seq = 4 where seq = 3"},
     "lane 0, line 4: the particulars are not what was written"},
    {"particulars taken out without telling",
     {"delete from history_particulars where seq = 3"},
     "lane 0, line 3: the particulars are gone and nothing tells that they were erased"},
};

} // namespace

namespace {

struct Undone {};

// What verify says after the tampering, which is then undone.
Verdict verdict_after(db::Database& database, db::Engine engine, const std::function<void(db::Writer&)>& tamper) {
    Verdict verdict;
    CHECK_THROWS_AS(database.write([&](db::Writer& writer) {
        remove_guards(writer, engine);
        tamper(writer);
        verdict = verify(writer);
        throw Undone();
    }),
                    Undone);
    return verdict;
}

void on_each_history(const std::function<void(db::Database&, db::Engine)>& test) {
    on_each_engine([&](db::Engine engine) {
        const FreshDatabase fresh(engine);
        const auto database = db::open(fresh.url());
        fill(*database);
        test(*database, engine);
        CHECK(verify(*database).kind == Verdict::Kind::sound);
    });
}

} // namespace

TEST_CASE("whatever is done to history is seen, at its place") {
    on_each_history([](db::Database& database, db::Engine engine) {
        for (const Tampering& tampering : tamperings) {
            CAPTURE(tampering.what);
            const Verdict verdict = verdict_after(database, engine, [&](db::Writer& writer) {
                for (const db::Sql sql : tampering.how)
                    REQUIRE(writer.run(sql, {}) > 0);
            });
            CHECK(verdict.kind == Verdict::Kind::broken);
            CHECK(verdict.place == tampering.place);
        }
    });
}

namespace {

constexpr db::Sql link_at = R"sql(
    select at, actor_user, actor_posting, actor_agency, request, previous_hash
    from history_lines
    where seq = :seq
)sql";

constexpr db::Sql rewrite = R"sql(
    update history_lines
    set action = :action,
        hash = :hash
    where seq = :seq
)sql";

// Says that nothing happened, with the hash that fits.
void forge(db::Writer& writer, std::int64_t seq) {
    auto forged = writer.one(link_at, {{"seq", seq}}, [&](const db::Row& row) {
        return Link{
            .lane = 0,
            .seq = seq,
            .at = row.instant("at"),
            .actor = {row.text("actor_user"), row.text("actor_posting"), row.text("actor_agency"), row.text("request")},
            .action = "nothing.happened",
            .outcome = "done",
            .subjects = {},
            .particulars_hash = {},
            .previous_hash = row.text("previous_hash")};
    });
    REQUIRE(writer.run(rewrite, {{"seq", seq}, {"action", forged->action}, {"hash", hash_of(*forged)}}) == 1);
}

} // namespace

TEST_CASE("a line rewritten together with its hash breaks the next one") {
    on_each_history([](db::Database& database, db::Engine engine) {
        const Verdict verdict = verdict_after(database, engine, [](db::Writer& writer) { forge(writer, 4); });
        CHECK(verdict.place == "lane 0, line 5: the line does not follow the one before it");
        const Verdict newest = verdict_after(database, engine, [](db::Writer& writer) { forge(writer, 6); });
        CHECK(newest.place == "lane 0, line 6: the head is not what was written");
    });
}

namespace {

const std::vector<Subject> together{{"family", "novak"}, {"person", "maya"}};

constexpr db::Sql plant_a_list = R"sql(
    insert into history_subjects (list, position, kind, subject_id)
    values (:list, 0, 'family', 'decoy')
)sql";

constexpr db::Sql take_the_second_subject = R"sql(
    delete from history_subjects
    where list = :list
    and position = 1
)sql";

void look_at_them(db::Writer& writer) {
    record(writer, sam, {.action = "family.viewed", .subjects = together});
}

} // namespace

TEST_CASE("a list that was planted before its first look is not taken for the one that was seen") {
    on_each_history([](db::Database& database, db::Engine) {
        database.write([](db::Writer& writer) {
            writer.run(plant_a_list, {{"list", list_of(together)}});
            look_at_them(writer);
        });
        CHECK(database.reading([](db::Reader& reader) { return lines_about(reader, "person", "maya", 5).size(); }) ==
              1);
    });
}

TEST_CASE("a list that was cut breaks the lines before, and no line after") {
    on_each_history([](db::Database& database, db::Engine engine) {
        database.write(look_at_them);
        const Verdict verdict = verdict_after(database, engine, [](db::Writer& writer) {
            REQUIRE(writer.run(take_the_second_subject, {{"list", list_of(together)}}) == 1);
            look_at_them(writer);
            CHECK(lines_about(writer, "person", "maya", 5).size() == 1);
        });
        CHECK(verdict.place == "lane 0, line 7: the line is not what was written");
    });
}

TEST_CASE("the database itself refuses to change history") {
    const db::Sql attempts[] = {
        "update history_lines set action = 'nothing.happened' where seq = 3",
        "delete from history_lines where seq = 6",
        "update history_subjects set subject_id = 'novak'",
        "delete from history_subjects",
        "update history_particulars set particulars = 'nothing' where seq = 3",
        "delete from history_heads",
        "update history_heads set seq = 1",
        "update history_heads set seq = seq + 2",
        "update history_heads set at = at - 1",
    };
    on_each_database([&](db::Database& database) {
        fill(database);
        for (const db::Sql attempt : attempts)
            CHECK_THROWS_AS(database.write([&](db::Writer& writer) { writer.run(attempt, {}); }), db::Fault);
        if (database.engine() == db::Engine::postgres)
            for (const db::Sql attempt :
                 {db::Sql("truncate history_subjects"), db::Sql("truncate history_lines cascade")})
                CHECK_THROWS_AS(database.write([&](db::Writer& writer) { writer.run(attempt, {}); }), db::Fault);
        CHECK(verify(database).kind == Verdict::Kind::sound);
    });
}

TEST_CASE("a history that cannot be read is not called sound") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine, Tables::none);
        const auto database = db::open(fresh.url());
        CHECK(verify(*database).kind == Verdict::Kind::unreadable);
    });
}

} // namespace kith::history
