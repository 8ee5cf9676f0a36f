#include "linkage/hard_cases_test.h"

#include "linkage/cluster.h"
#include "linkage/splink_score.h"
#include "linkage/train.h"
#include "tests/files.h"
#include "tests/mutations.h"

#include <cmath>
#include <doctest/doctest.h>

// Files as nobody should send them: every one is read or refused, and nothing else happens. The same mutations each
// time.

namespace kith::linkage {

namespace {

Result<std::unique_ptr<Records>> records_in(const std::string& file) {
    const std::vector<Input> inputs = {{"mutated.csv", file}};
    auto columns = read_columns(inputs, hard_cases::mapping(), 2);
    if (!columns) return columns.error();
    return make_records(std::move(**columns), hard_cases::mapping(), 2);
}

std::string small_file() {
    return hard_cases::heading() +
           "a,school,\"Ada, Maud\",,O'Brien,,2015-03-09,F,4,Quay Lane,PK1 1AA,01632960001,9990000018,A1,\n"
           "b,health,Ädä,\"x\"\"y\",Penhallow-Voss,Smith,01/02/1999,M,,,PRIO OBD,+441632960001,,,yes\n"
           "c,ehm,,,,,,,,,,,,,\n";
}

bool is_finite(const Model& model) {
    bool finite = std::isfinite(model.join);
    for (const auto& shares : model.of)
        for (const auto& levels : shares)
            for (const double share : levels)
                finite = finite && std::isfinite(share);
    return finite;
}

} // namespace

TEST_CASE("a mutated file of records is read or refused with a sentence") {
    Mutations mutations(small_file(), {",", "\"", "\n", "\r\n", "\xEF\xBB\xBF", "\xFF", "\xC3", "record_id",
                                       "2019-02-30", "99999999999999999999", ",,,,,,,,"});
    int read = 0;
    int refused = 0;
    for (int number = 0; number < 12'000; ++number) {
        const auto records = records_in(mutations.next());
        ++(records ? read : refused);
        if (!records) CHECK_FALSE(records.error().front().text.empty());
    }
    CHECK(read > 100);
    CHECK(refused > 100);
}

TEST_CASE("what is read of a mutated file can be linked") {
    Mutations mutations(small_file(), {",", "\"", "0", "1900-01-01", "Mohammed", "-", "'", " "});
    for (int number = 0; number < 600; ++number) {
        const auto records = records_in(mutations.next());
        if (!records) continue;
        const Model model = train(**records, {1, false});
        REQUIRE(is_finite(model));
        const Edges edges =
            link(**records, model, {.threads = 1, .between_sources_only = false, .lowest_weight = bits(model.join)});
        CHECK(cluster(**records, model, edges.kept, {}).of_record.size() == (*records)->count);
    }
}

TEST_CASE("a mutated model is read or refused, and what is read can be used") {
    Mutations mutations(to_json(built_in_model()), {"0", "-1", "1e999", "null", "{", "}", "[", "]", "\"",
                                                    "kith-linkage-model-4", "NaN", "1e-320", ","});
    int refused = 0;
    for (int number = 0; number < 10'000; ++number) {
        const auto model = model_from_json(mutations.next(), "mutated.json");
        if (!model) {
            ++refused;
            CHECK_FALSE(model.error().front().text.empty());
            continue;
        }
        CHECK(is_finite(*model));
    }
    CHECK(refused > 100);
}

TEST_CASE("mutated settings of Splink are read or refused, and what is read scores or says why not") {
    const SplinkTable table{
        "",
        {"unique_id", "forename", "surname", "birth", "sex", "house", "postcode", "outcode", "phone"},
        {{"a", "ADA", "LEE", "2015-03-09", "F", "4", "PK1 1AA", "PK1", std::nullopt},
         {"b", "ADA", "LEA", "2015-03-09", "F", "4", "PK1 1AA", "PK1", std::nullopt}}};
    Mutations mutations(text_of(fixture("linkage/splink_settings.json")),
                        {"\"", "(", ")", " AND ", "l.", "r.", "_l", "'", "0", "-1", "null", "ELSE", "||"});
    for (int number = 0; number < 3000; ++number) {
        const auto settings = splink_settings_from_json(mutations.next(), "mutated.json");
        if (!settings) continue;
        const auto edges = splink_edges(*settings, {table});
        if (!edges) CHECK_FALSE(edges.error().front().text.empty());
    }
}

} // namespace kith::linkage
