// What stores may use freely because it means the same on both databases (docs/patterns.md, "Database").
#include "db/things_test.h"

namespace kith::db {

namespace {

const std::vector<Migration> portable = {{1, "portable", R"sql(-- Tables for the statements below.
    create table families (
        id      @id  primary key,
        name    text not null,
        folded  text not null generated always as (name || ' family') stored
    );

    create table members (
        family_id  @id   not null references families (id),
        number     @number not null,
        name       text  not null,
        born       @day,
        lead       @flag not null,
        primary key (family_id, number)
    );

    create unique index one_lead_a_family on members (family_id) where lead;
    create index members_by_name on members (name);

    create view leads as
    select family_id, name
      from members
     where lead;

    insert into families (id, name) values ('a', 'Novak'), ('b', 'Shah'), ('c', 'Éclair');
    insert into members (family_id, number, name, born, lead)
    values ('a', 1, 'Eva', '1990-02-03', true),
           ('a', 2, 'Jan', null, false),
           ('b', 1, 'Amir', '2015-07-01', false);
)sql"}};

class Answers {
public:
    explicit Answers(Database& database) : database_(database) {}

    // Every row's column `x`, with commas between; "-" for null.
    std::string operator()(Sql sql, Parameters parameters = {}) const {
        std::string text;
        database_.write([&](Writer& writer) {
            text.clear();
            writer.for_each(sql, {parameters.begin(), parameters.size()}, [&](const Row& row) {
                text += (text.empty() ? "" : ",") + row.optional_text("x").value_or("-");
            });
        });
        return text;
    }

private:
    Database& database_;
};

void on_portable(const std::function<void(const Answers&)>& test) {
    on_each_engine([&](Engine engine) {
        const FreshDatabase fresh(engine, Tables::none);
        const auto database = open(fresh.url());
        migrate(*database, portable);
        test(Answers(*database));
    });
}

} // namespace

TEST_CASE("what is written can be answered with, and a conflict is an answer") {
    on_portable([](const Answers& answer) {
        constexpr Sql insert = R"sql(
            insert into families (id, name) values (:id, :name)
            on conflict do nothing
            returning name as x
        )sql";
        CHECK(answer(insert, {{"id", "d"}, {"name", "Begum"}}) == "Begum");
        CHECK(answer(insert, {{"id", "d"}, {"name", "Begum"}}) == "");

        constexpr Sql upsert = R"sql(
            insert into families (id, name) values (:id, :name)
            on conflict (id) do update set name = excluded.name
            returning folded as x
        )sql";
        CHECK(answer(upsert, {{"id", "d"}, {"name", "Okafor"}}) == "Okafor family");

        constexpr Sql update_from = R"sql(
            update members
               set name = f.name
              from families f
             where f.id = members.family_id
               and members.number = :number
               and members.family_id = 'a'
            returning members.name as x
        )sql";
        CHECK(answer(update_from, {{"number", 2}}) == "Novak");

        constexpr Sql remove = R"sql(delete from members where family_id = 'b' returning name as x)sql";
        CHECK(answer(remove) == "Amir");
    });
}

TEST_CASE("questions within questions, windows and filters agree") {
    on_portable([](const Answers& answer) {
        constexpr Sql recursive = R"sql(
            with recursive steps (n) as (
                select 1
                 union all
                select n + 1
                  from steps
                 where n < cast(:last as integer)
            )
            select sum(n) as x
              from steps
        )sql";
        CHECK(answer(recursive, {{"last", 10}}) == "55");

        constexpr Sql window = R"sql(
            select row_number() over (partition by family_id order by number desc) as x
              from members
             order by family_id, number
        )sql";
        CHECK(answer(window) == "2,1,1");

        constexpr Sql filtered = R"sql(
            select count(*) filter (where lead) as x
              from members
        )sql";
        CHECK(answer(filtered) == "1");

        constexpr Sql full = R"sql(
            select m.name as x
              from families f
              full join members m on m.family_id = f.id
             order by f.id, m.number nulls last
        )sql";
        CHECK(answer(full) == "Eva,Jan,Amir,-");

        constexpr Sql row_value = R"sql(
            select name as x
              from members
             where (family_id, number) > (:family, :number)
             order by family_id, number
             limit :limit offset :offset
        )sql";
        CHECK(answer(row_value, {{"family", "a"}, {"number", 1}, {"limit", 1}, {"offset", 1}}) == "Amir");
    });
}

TEST_CASE("nothing is compared and sorted alike") {
    on_portable([](const Answers& answer) {
        constexpr Sql by_birth = R"sql(select name as x from members order by born nulls last)sql";
        CHECK(answer(by_birth) == "Eva,Amir,Jan");
        constexpr Sql unknown_birth = R"sql(select name as x from members where born is not distinct from :born)sql";
        CHECK(answer(unknown_birth, {{"born", std::nullopt}}) == "Jan");
        CHECK(answer(unknown_birth, {{"born", *Day::parse("1990-02-03")}}) == "Eva");
        constexpr Sql perhaps = R"sql(
            select name as x from members
             where cast(:name as text) is null or name = :name
             order by name
        )sql";
        CHECK(answer(perhaps, {{"name", std::nullopt}}) == "Amir,Eva,Jan");
        CHECK(answer(perhaps, {{"name", "Jan"}}) == "Jan");
    });
}

TEST_CASE("text is sorted by its bytes") {
    on_portable([](const Answers& answer) {
        constexpr Sql sorted = R"sql(
            select name as x from families
             union all
            select 'abc' as x
             union all
            select 'O''Brien' as x
             order by x
        )sql";
        CHECK(answer(sorted) == "Novak,O'Brien,Shah,abc,Éclair");
        constexpr Sql range = R"sql(select name as x from families where name >= :from and name < :until)sql";
        CHECK(answer(range, {{"from", "N"}, {"until", "O"}}) == "Novak");
    });
}

TEST_CASE("flags are written, compared and read alike") {
    on_portable([](const Answers& answer) {
        constexpr Sql leads = R"sql(select name as x from members where lead order by name)sql";
        CHECK(answer(leads) == "Eva");
        constexpr Sql by_flag = R"sql(select name as x from members where lead = :lead order by name)sql";
        CHECK(answer(by_flag, {{"lead", false}}) == "Amir,Jan");
        constexpr Sql literal = R"sql(select name as x from leads)sql";
        CHECK(answer(literal) == "Eva");
        constexpr Sql set = R"sql(update members set lead = not lead where family_id = 'b' returning name as x)sql";
        CHECK(answer(set) == "Amir");
        CHECK(answer(leads) == "Amir,Eva");
    });
}

TEST_CASE("a flag that is an expression is read as a flag") {
    on_each_engine([](Engine engine) {
        const FreshDatabase fresh(engine, Tables::none);
        const auto database = open(fresh.url());
        migrate(*database, portable);
        constexpr Sql expression = R"sql(
            select born is null as unborn, lead and number = 1 as first
              from members
             where family_id = 'a'
             order by number
        )sql";
        const auto pairs = database->reading([](Reader& reader) {
            return reader.all(expression, {},
                              [](const Row& row) { return std::pair(row.flag("unborn"), row.flag("first")); });
        });
        CHECK(pairs == std::vector<std::pair<bool, bool>>{{false, true}, {true, false}});
    });
}

TEST_CASE("rules in the tables hold on both") {
    on_portable([](const Answers& answer) {
        constexpr Sql second_lead = R"sql(update members set lead = true where family_id = 'a' returning name as x)sql";
        CHECK(fault_of([&] { answer(second_lead); }).kind() == Fault::Kind::constraint);
        constexpr Sql no_family = R"sql(
            insert into members (family_id, number, name, lead)
            values ('nobody', 1, 'Eva', false)
            returning name as x
        )sql";
        CHECK(fault_of([&] { answer(no_family); }).kind() == Fault::Kind::constraint);
        constexpr Sql no_name = R"sql(update families set name = null returning name as x)sql";
        CHECK(fault_of([&] { answer(no_name); }).kind() == Fault::Kind::constraint);
    });
}

TEST_CASE("a name in double quotes is a column and nothing else") {
    on_portable([](const Answers& answer) {
        constexpr Sql no_such = R"sql(select "no such column" as x from families)sql";
        CHECK_THROWS_AS(answer(no_such), Fault);
    });
}

TEST_CASE("two statements in one text are refused") {
    on_portable([](const Answers& answer) {
        constexpr Sql two = R"sql(select 1 as x; select 2 as x)sql";
        CHECK_THROWS_AS(answer(two), Fault);
    });
}

} // namespace kith::db
