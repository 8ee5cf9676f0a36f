#include "linkage/jaro_winkler.h"
#include "linkage/logarithm.h"
#include "linkage/model.h"
#include "linkage/nicknames.h"
#include "linkage/normalise.h"
#include "linkage/people.h"

#include <cmath>
#include <doctest/doctest.h>

namespace kith::linkage {

namespace {

bool go_together(std::string_view a, std::string_view b) {
    for (const auto one : formal_names(a))
        for (const auto other : formal_names(b))
            if (one != 0 && one == other) return true;
    return false;
}

std::string fresh(const std::string& lowest) {
    return "p-" + lowest;
}

} // namespace

TEST_CASE("what stands where a name should be is no name") {
    CHECK(forename_words("Baby") == std::vector<std::string>{});
    CHECK(forename_words("Twin 1") == std::vector<std::string>{});
    CHECK(birth_order("Twin 1") == 1);
    CHECK(birth_order("BABY B") == 2);
    CHECK(birth_order("Second twin") == 2);
    CHECK(birth_order("Baby") == 0);
    CHECK(birth_order("Ada B") == 0);
    CHECK(forename_words("Not known") == std::vector<std::string>{});
    for (const auto* alone : {"NA", "nk", "None", "NULL", "Test", "test test", "Mr Test"})
        CHECK_MESSAGE(forename_words(alone) == std::vector<std::string>{}, alone);
    CHECK(forename_words("Li Na") == std::vector<std::string>{"li", "na"});
    CHECK(forename_words("Na") == std::vector<std::string>{});
    CHECK(surname_words("Test-Null") == std::vector<std::string>{});
    CHECK(surname_words("Null Okafor") == std::vector<std::string>{"null", "okafor"});
    CHECK(forename_words("Dr Anne-Marie") == std::vector<std::string>{"anne", "marie"});
    CHECK(surname_words("O'Brien Jr") == std::vector<std::string>{"obrien"});
}

TEST_CASE("days are read however they are written") {
    const Birth day{2019, 4, 30};
    for (const auto* typed : {"2019-04-30", "20190430", "30/04/2019", "30.4.2019", "30 Apr 2019", "2019-04-30 00:00:00",
                              "04/30/2019", "30-April-2019", "30042019"})
        CHECK_MESSAGE(birth(typed) == day, typed);
    CHECK(birth("1900-01-01") == Birth{});
    CHECK(birth("unknown") == Birth{});
    CHECK(birth("2019") == Birth{2019, 0, 0});
    CHECK(birth("-1-5") == Birth{0, 1, 5});
    CHECK(birth("19604132") == Birth{1960, 41, 32});
}

TEST_CASE("sealed is said in words, however they are written, and no other word seals or opens a record") {
    for (const auto* typed : {"1", "yes", "YES", "Y", "true", "TRUE"})
        CHECK_MESSAGE(sealed(typed) == true, typed);
    for (const auto* typed : {"", "0", "no", "NO", "n", "false", "FALSE", "False"})
        CHECK_MESSAGE(sealed(typed) == false, typed);
    for (const auto* typed : {"2", "maybe", "2019-04-30"})
        CHECK_MESSAGE(sealed(typed) == std::nullopt, typed);
}

TEST_CASE("letters and digits of a postcode that look alike are put right") {
    CHECK(post_code("bl9 0ej").text == "BL90EJ");
    CHECK(post_code("BL9 OEJ").text == "BL90EJ");
    CHECK(post_code("MI 1AE").text == "M11AE");
    CHECK(post_code("BL9 0EJ").district == "BL9");
    CHECK_FALSE(post_code("4011").british);
    CHECK(post_code("ZZ99 3WZ").text.empty());
}

TEST_CASE("an address gives house and street") {
    CHECK(premises("91 CLARENCE ROAD").house == "91");
    CHECK(premises("91 Clarence Road").street == premises("91 CLARENCE RD").street);
    CHECK(premises("Flat 2, 15 High Street").house == "2/15");
    CHECK(premises("Rose Cottage, Mill Lane").house.empty());
}

TEST_CASE("nicknames go with their names and no further") {
    CHECK(go_together("bob", "robert"));
    CHECK(go_together("bill", "william"));
    CHECK(go_together("muhammad", "mohammed"));
    CHECK(go_together("sam", "samantha"));
    CHECK(go_together("sam", "samuel"));
    CHECK_FALSE(go_together("samantha", "samuel"));
    CHECK(go_together("beth", "bethany"));
    CHECK_FALSE(go_together("liz", "bethany"));
    CHECK_FALSE(go_together("maya", "leo"));
}

TEST_CASE("similarity is Jaro and Winkler's, by letters at once as by one after another") {
    CHECK(jaro_winkler("martha", "marhta") == doctest::Approx(0.961111).epsilon(1e-5));
    CHECK(jaro_winkler("dixon", "dicksonx") == doctest::Approx(0.813333).epsilon(1e-5));
    std::uint64_t chance = 3;
    for (unsigned i = 0; i < 20000; ++i) {
        std::array<std::string, 2> names;
        for (auto& name : names) {
            chance = chance * 6364136223846793005U + 1442695040888963407U;
            const auto length = (chance >> 33) % 17;
            for (std::uint64_t k = 0; k < length; ++k) {
                chance = chance * 6364136223846793005U + 1442695040888963407U;
                name += static_cast<char>('a' + (chance >> 33) % 5);
            }
        }
        std::array<char, 16> a{}, b{};
        std::copy(names[0].begin(), names[0].end(), a.begin());
        std::copy(names[1].begin(), names[1].end(), b.begin());
        REQUIRE(jaro_winkler_16(a.data(), static_cast<unsigned>(names[0].size()), b.data(),
                                static_cast<unsigned>(names[1].size())) == jaro_winkler(names[0], names[1]));
    }
}

TEST_CASE("logarithms agree with the C library's") {
    for (double x = 1e-12; x < 1e6; x *= 1.37)
        CHECK(log2_of(x) == doctest::Approx(std::log2(x)).epsilon(1e-12));
    for (double x = -40; x < 20; x += 0.37)
        CHECK(two_to(x) == doctest::Approx(std::exp2(x)).epsilon(1e-12));
    CHECK(sum_of_powers(0, 0) == bit);
    CHECK(sum_of_powers(-100 * bit, 5) == 5);
}

TEST_CASE("a model is written and read without loss, and another version's is refused with the cure") {
    auto model = built_in_model();
    model.made_from = "a \"test\"";
    model.made_on = "2026-11-30";
    model.usual = Usual();
    model.usual->no_birthdays_of = {{7, new_year_alone}, {7, 1 << 20}, {9, 1 << 20}};
    const auto text = to_json(model);
    const auto again = model_from_json(text, "m.json");
    REQUIRE(again);
    CHECK(to_json(*again) == text);
    CHECK(again->made_on == "2026-11-30");
    CHECK(again->usual == model.usual);
    auto other = text;
    other.replace(other.find("model-4"), 7, "model-9");
    CHECK(model_from_json(other, "m.json").error().front().text ==
          "m.json: the model's format is \"kith-linkage-model-9\" and this program reads \"kith-linkage-model-4\". "
          "Train it anew "
          "with `kith link train`, or use the program that made it.");
    CHECK_FALSE(model_from_json("", "m.json"));
    CHECK_FALSE(model_from_json("[1]", "m.json"));
    CHECK_FALSE(model_from_json("{\"format\": \"kith-linkage-model-4\"}", "m.json"));
    for (std::size_t cut = 0; cut < text.size() - 3; cut += 7)
        CHECK_FALSE(model_from_json(std::string_view(text).substr(0, cut), "m.json"));
}

TEST_CASE("a person keeps its id while most of its records stay") {
    const auto before = named({{"s:1", "A", 0}, {"s:2", "A", 0}, {"s:3", "B", 0}, {"s:4", "", 1}}, {}, fresh);
    CHECK(before.person_of_record == std::vector<std::string>{"A", "A", "A", "p-s:4"});
    REQUIRE(before.events.size() == 2);
    CHECK(before.events[0] == PersonEvent{PersonEvent::What::merged, "B", "A", {"s:3"}});
    CHECK(before.events[1].what == PersonEvent::What::appeared);
}

TEST_CASE("a merger that is taken back restores both ids, and while it holds the one redirects") {
    const auto merged = named({{"s:1", "A", 0}, {"s:2", "A", 0}, {"s:3", "B", 0}}, {}, fresh);
    CHECK(merged.person_of_record == std::vector<std::string>{"A", "A", "A"});
    CHECK(merged.former == std::vector<FormerId>{{"B", "s:3"}});

    const auto parted = named({{"s:1", "A", 0}, {"s:2", "A", 0}, {"s:3", "A", 1}}, merged.former, fresh);
    CHECK(parted.person_of_record == std::vector<std::string>{"A", "A", "B"});
    CHECK(parted.events == std::vector<PersonEvent>{{PersonEvent::What::split, "A", "B", {"s:3"}}});
    CHECK(parted.former.empty());
}

TEST_CASE("a former id comes back to more than half of its records only, and is never given to others") {
    const std::vector<FormerId> former = {{"B", "s:3"}, {"B", "s:4"}, {"p-s:4", "s:9"}};
    const auto after = named({{"s:1", "A", 0}, {"s:3", "A", 0}, {"s:4", "A", 1}}, former, fresh);
    CHECK(after.person_of_record == std::vector<std::string>{"A", "A", "p-s:4-2"});
    CHECK(after.former == former);
}

TEST_CASE("a late correction splits a person, and can be taken back") {
    const std::vector<NamedRecord> records = {{"s:1", "A", 0}, {"s:2", "A", 0}, {"s:3", "A", 1}};
    const auto after = named(records, {}, fresh);
    CHECK(after.person_of_record == std::vector<std::string>{"A", "A", "p-s:3"});
    REQUIRE(after.events.size() == 1);
    CHECK(after.events[0] == PersonEvent{PersonEvent::What::split, "A", "p-s:3", {"s:3"}});
    CHECK(undone(records, after.person_of_record, after.events) == std::vector<std::string>{"A", "A", "A"});
}

} // namespace kith::linkage
