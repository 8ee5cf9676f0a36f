// That asking may_see about one record looks up that record, and does not list everything that may be seen. The
// difference is a thousandfold, and one careless column in the view makes it.

#include "access/office_test.h"

#include <doctest/doctest.h>

namespace kith::access {

namespace {

constexpr db::Sql add_many_resources = R"sql(
    with recursive numbers (number) as (
        select 1
        union all
        select number + 1
        from numbers
        where number < 5000
    )
    insert into resources (id, kind, owner_agency_id, locality, level, category, discoverable, sealed)
    select 'resource-' || number, 'person', :agency, 'north', 1, 'ordinary', true, false
    from numbers
)sql";

constexpr db::Sql analyze = "analyze";

constexpr db::Sql sqlite_plan = R"sql(
    explain query plan
    select x.id
    from resources x
    where x.kind = 'person'
    and exists (select 1
                from may_see s
                where s.resource_id = x.id
                and s.posting_id = 'somebody'
                and s.starts_at <= 5
                and s.ends_at > 5)
)sql";

constexpr db::Sql postgres_plan = R"sql(
    explain
    select x.id
    from resources x
    where x.kind = 'person'
    and exists (select 1
                from may_see s
                where s.resource_id = x.id
                and s.posting_id = 'somebody'
                and s.starts_at <= 5
                and s.ends_at > 5)
)sql";

constexpr db::Sql sqlite_plan_of_some = R"sql(
    explain query plan
    select resource_id, max(clearance) as clearance
    from may_see
    where resource_id in ('one', 'other')
    and posting_id = 'somebody'
    and starts_at <= 5
    and ends_at > 5
    group by resource_id
)sql";

constexpr db::Sql postgres_plan_of_some = R"sql(
    explain
    select resource_id, max(clearance) as clearance
    from may_see
    where resource_id in ('one', 'other')
    and posting_id = 'somebody'
    and starts_at <= 5
    and ends_at > 5
    group by resource_id
)sql";

std::string plan(Office& office, db::Engine engine, db::Sql sqlite_question, db::Sql postgres_question) {
    const bool sqlite = engine == db::Engine::sqlite;
    const auto lines = office.database->reading([&](db::Reader& reader) {
        return reader.all(sqlite ? sqlite_question : postgres_question, {},
                          [&](const db::Row& row) { return row.text(sqlite ? "detail" : "QUERY PLAN"); });
    });
    return fmt::format("{}", fmt::join(lines, "\n"));
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("asking about one record looks up one record") {
    on_each_engine([](db::Engine engine) {
        Office office(engine);
        office.write([&](db::Writer& writer) {
            writer.run(add_many_resources, {{"agency", office.hub}});
            writer.run(analyze, {});
        });
        const std::string steps = plan(office, engine, sqlite_plan, postgres_plan);
        CAPTURE(steps);
        if (engine == db::Engine::sqlite) {
            CHECK_FALSE(holds(steps, "may_see"));
            CHECK_FALSE(holds(steps, "SCAN resources"));
            CHECK(holds(steps, "SEARCH resources USING INDEX"));
        } else {
            CHECK_FALSE(holds(steps, "Seq Scan on resources resources"));
            CHECK_FALSE(holds(steps, "Seq Scan on resources\n"));
            CHECK(holds(steps, "Index Cond: (id = x.id)"));
        }
    });
}

// By "in" alone: of a list that is joined to the view SQLite makes the whole view first.
TEST_CASE("asking about some records looks up those") {
    on_each_engine([](db::Engine engine) {
        Office office(engine);
        office.write([&](db::Writer& writer) {
            writer.run(add_many_resources, {{"agency", office.hub}});
            writer.run(analyze, {});
        });
        const std::string steps = plan(office, engine, sqlite_plan_of_some, postgres_plan_of_some);
        CAPTURE(steps);
        CHECK_FALSE(holds(steps, "SCAN resources"));
        CHECK_FALSE(holds(steps, "MATERIALIZE may_see"));
        CHECK_FALSE(holds(steps, "Seq Scan on resources"));
        CHECK(holds(steps, engine == db::Engine::sqlite ? "SEARCH resources USING INDEX" : "Index Cond: (id = ANY"));
    });
}

} // namespace kith::access
