#include "linkage/households_over_time.h"

#include "linkage/made_up_test.h"

#include <doctest/doctest.h>

namespace kith::linkage {

namespace {

// Feeds in which a mother and two children live together, one child moves to her father, and a lodger comes and goes.
constexpr std::string_view years = R"(id,feed,forename,surname,born,sex,house,postcode,on,person
m1,school,Marguerite,Adeyinka,1984-02-11,F,7,ZX1 1AF,2018-03-01,1
m2,health,Marguerite,Adeyinka,1984-02-11,F,7,ZX1 1AF,2021-05-01,1
a1,school,Annabel,Adeyinka,2010-08-09,F,7,ZX1 1AF,2018-03-01,2
a2,health,Annabel,Adeyinka,2010-08-09,F,7,ZX1 1AF,2021-05-01,2
b1,school,Bartholomew,Adeyinka,2012-01-30,M,7,ZX1 1AF,2018-03-01,3
b2,health,Bartholomew,Adeyinka,2012-01-30,M,52,ZX6 2BG,2020-06-01,3
f1,housing,Ferdinand,Adeyinka,1981-10-04,M,52,ZX6 2BG,2019-01-15,4
)";

struct Over {
    std::unique_ptr<Records> records;
    std::vector<Stay> stays;

    // "2018: Annabel's household".
    std::string household(std::string_view id, int year) const {
        for (std::uint32_t i = 0; i < records->count; ++i)
            if (records->record_id(i) == id)
                for (const auto& stay : stays)
                    if (stay.person == person[i] && stay.from <= year && year <= stay.until) return stay.household;
        return "";
    }

    std::vector<std::uint32_t> person;
};

Over over(std::string csv, bool with_days = true) {
    Mapping mapping = made_up_mapping();
    mapping.phone = mapping.sealed = {};
    mapping.identifiers.clear();
    if (with_days) mapping.recorded_on = {{"on"}};
    // Others, so that there is something to learn from.
    for (const auto& line : made_up_lines(60)) {
        std::vector<std::string> values;
        std::string value;
        for (const char c : line)
            if (c == ',' || c == '\n')
                values.push_back(std::exchange(value, ""));
            else
                value += c;
        csv += fmt::format("{},{},{},{},{},{},{},{},2018-02-02,{}\n", values[0], values[1], values[2], values[3],
                           values[4], values[5], values[6], values[7], values[11] + "0");
    }
    Over result;
    result.records = std::move(read(csv, 1, mapping).value());
    const auto model = train(*result.records, {1, false});
    const auto edges = link(*result.records, model, {.threads = 1, .lowest_weight = bits(model.join)});
    result.person = cluster(*result.records, model, edges.kept, {}).of_record;
    result.stays = households_over_time(*result.records, edges.kept, result.person, {});
    return result;
}

} // namespace

TEST_CASE("a child who moves to the father's house is of the one household first, then of the other") {
    const auto found = over(std::string(years));
    for (const int year : {2018, 2019}) {
        INFO(year);
        CHECK(found.household("b1", year) == found.household("m1", year));
        CHECK(found.household("a1", year) == found.household("m1", year));
    }
    for (const int year : {2020, 2021}) {
        INFO(year);
        CHECK(found.household("b1", year) == found.household("f1", year));
        CHECK(found.household("b1", year) != found.household("m1", year));
        CHECK(found.household("a1", year) == found.household("m1", year));
    }
    CHECK(found.household("f1", 2018).empty());
    CHECK(found.household("f1", 2019) != found.household("m1", 2019));
    // Who stays keeps the household's name.
    CHECK(found.household("m1", 2018) == found.household("m1", 2021));
    CHECK(found.household("m1", 2022).empty());
}

TEST_CASE("stays say each person's years once, in order") {
    const auto found = over(std::string(years));
    for (std::size_t i = 1; i < found.stays.size(); ++i) {
        const auto &before = found.stays[i - 1], &after = found.stays[i];
        CHECK(std::tie(before.person, before.until) < std::tie(after.person, after.from));
        if (before.person == after.person) CHECK(after.household != before.household);
    }
}

TEST_CASE("without days there are no slices of time") {
    CHECK(over(std::string(years), false).stays.empty());
}

} // namespace kith::linkage
