#include "matching/records_test.h"

using namespace kith;

namespace {

constexpr db::Sql is_likely_pair = R"sql(
    select one_id
    from likely_pairs
    where one_id = :one
    and other_id = :other
)sql";

// As if so many had changed that the index has to be built anew before it answers.
constexpr db::Sql change_very_many = R"sql(
    update person_changes
    set number = number + 100000
)sql";

bool is_likely(Town& town, const people::AddedPerson& one, const people::AddedPerson& other) {
    return town.reading([&](db::Reader& r) {
        return r.exists(is_likely_pair, {{"one", one.id}, {"other", other.id}});
    });
}

void rename(Town& town, const people::AddedPerson& person, std::string given, std::string family) {
    CHECK(town.writing([&](db::Writer& w) {
        return people::record_name(w, town.viewer("sam"), person.id, {1, {}, ""},
                                   {std::move(given), std::move(family)});
    }));
}

const people::NewPerson siobhan{.name = {"Siobhan", "Kavanagh"}, .birth = born(2016, 4, 9)};
const people::NewPerson misspelt{.name = {"Siobahn", "Kavanagh"}, .birth = born(2016, 4, 9)};

} // namespace

TEST_CASE("while the index cannot be asked nobody is taken to be alike to nobody") {
    on_each_town([](Town& town) {
        const auto first = add(town, siobhan), second = add(town, misspelt);
        look(town);
        CHECK(is_likely(town, first, second));

        rename(town, second, "Siobhan", "Kavanagh");
        town.writing([](db::Writer& w) {
            w.run(change_very_many, {});
            return true;
        });
        CHECK(matching::look_for_pairs(town.database(), 100) == 0);
        CHECK(is_likely(town, first, second));

        town.database().read(people::build_similar);
        CHECK(matching::look_for_pairs(town.database(), 100) > 0);
        CHECK(is_likely(town, first, second));
    });
}

TEST_CASE("a pair stays when one of the two changes but who they are likely to be does not") {
    on_each_town([](Town& town) {
        // Ten others are likelier to be the first than the last is, of whose likeliest the first is one.
        const auto first = add(town, siobhan);
        for (int i = 0; i < 11; ++i)
            add(town, siobhan);
        look(town);
        const auto last = add(town, misspelt);
        look(town);
        CHECK(is_likely(town, first, last));

        CHECK(town.writing([&](db::Writer& w) {
            return people::record_details(w, town.viewer("sam"), first.id, {1, {}, ""}, {.language = "eng"});
        }));
        look(town);
        CHECK(is_likely(town, first, last));

        CHECK(town.writing([&](db::Writer& w) {
            return people::record_birth(w, town.viewer("sam"), first.id, {1, {}, ""}, born(2003, 1, 30));
        }));
        look(town);
        CHECK_FALSE(is_likely(town, first, last));
    });
}

TEST_CASE("two records with the same number are asked about whatever the first names") {
    on_each_town([](Town& town) {
        const people::Identifier upn{.scheme = people::Scheme::upn, .value = "A123456789012"};
        const auto first =
            add(town, {.name = {"Mohammed", "Hussain"}, .birth = born(2014, 5, 6), .identifiers = {upn}});
        const auto second = add(town, {.name = {"Zayn", "Hussain"}, .birth = born(2014, 5, 6), .identifiers = {upn}});
        const auto twin = add(town, {.name = {"Layla", "Hussain"}, .birth = born(2014, 5, 6)});
        look(town);
        CHECK(is_likely(town, first, second));
        CHECK_FALSE(is_likely(town, first, twin));
        CHECK(town.get("sam", "/matching").says("Pairs to look at: 1"));
        CHECK(town.get("priya", "/matching").says("Pairs to look at: 0"));
    });
}
