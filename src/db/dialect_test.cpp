#include "db/dialect.h"

#include <doctest/doctest.h>

namespace kith::db {

TEST_CASE("named parameters are numbered in order, the same name the same number") {
    const auto both = numbered("select :b, :a from t where x = :b", Engine::sqlite);
    CHECK(both.text == "select ?1, ?2 from t where x = ?1");
    CHECK(both.names == std::vector<std::string_view>{"b", "a"});
    CHECK(numbered("values (:a_1,:b)", Engine::postgres).text == "values ($1,$2)");
}

TEST_CASE("quoted text, comments and casts are left alone") {
    for (const std::string_view sql :
         {"select ':a'", "select 'it''s :a'", "select \":a\"", "select 1 -- :a", "select 1 -- it's :a\n",
          "select /* :a ' */ 1", "select x::text", "select '12:30', 4::bigint", "select 'open :a", ":", "a : b"})
        CHECK(numbered(sql, Engine::sqlite).text == sql);
    CHECK(numbered("select ':a', :b -- :c\n, :d::text", Engine::postgres).text == "select ':a', $1 -- :c\n, $2::text");
}

TEST_CASE("column words become each database's types") {
    CHECK(spelled("day @day, at @instant, -- @id\n flag @flag", Engine::sqlite) ==
          "day text, at integer, -- @id\n flag boolean");
    CHECK(spelled("day @day, at @instant, flag @flag", Engine::postgres) == "day date, at bigint, flag boolean");
    CHECK_THROWS_AS(spelled("x @money", Engine::sqlite), Fault);
}

TEST_CASE("values are found by name in whatever order they come") {
    Arrangement arrangement({"a", "b"});
    const std::array right = {Parameter("b", 1), Parameter("a", 2)};
    for (int i = 0; i < 2; ++i) {
        const auto places = arrangement.places(right);
        CHECK(places[0] == 1);
        CHECK(places[1] == 0);
    }
    const std::array missing = {Parameter("b", 1)};
    const std::array unknown = {Parameter("b", 1), Parameter("a", 2), Parameter("c", 3)};
    const std::array twice = {Parameter("b", 1), Parameter("a", 2), Parameter("a", 3)};
    CHECK_THROWS_WITH(arrangement.places(missing), "the parameter :a was not given");
    CHECK_THROWS_WITH(arrangement.places(unknown), "the statement has no parameter :c");
    CHECK_THROWS_WITH(arrangement.places(twice), "a parameter was given twice");
}

TEST_CASE("messages name a statement by its beginning") {
    CHECK(beginning("\n    select a,\n           b\n") == "select a, b ");
    CHECK(beginning(std::string(100, 'x')).size() < 70);
}

} // namespace kith::db
