#include "linkage/hard_cases_test.h"

#include "bench/linkage/generator.h"
#include "linkage/link.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sstream>

// What must hold of runs: the order of records, the number of threads, what people said, files that are hardly there.

namespace kith::linkage::hard_cases {

namespace {

const std::string& some_records() {
    static const std::string file = bench::made_up_file(3000, 11);
    return file;
}

std::vector<std::string> lines_of(const std::string& file) {
    std::vector<std::string> lines;
    std::istringstream in(file);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

// The same partition, whichever record stands for each group.
bool same_groups(const std::unordered_map<std::string, std::string>& a,
                 const std::unordered_map<std::string, std::string>& b) {
    if (a.size() != b.size()) return false;
    std::unordered_map<std::string, std::string> there, back;
    for (const auto& [record, group] : a) {
        const auto other = b.find(record);
        if (other == b.end()) return false;
        if (there.try_emplace(group, other->second).first->second != other->second) return false;
        if (back.try_emplace(other->second, group).first->second != group) return false;
    }
    return true;
}

// Two records of one woman that are surely joined, and one of somebody else.
const std::string woman = "w1,health,Ermintrude,,Featherstone,,1988-04-01,F,9,Sand Road,PS1 1AA,,,,\n"
                          "w2,housing,Ermintrude,,Featherstone,,1988-04-01,F,9,Sand Road,PS1 1AA,,,,\n";
const std::string stranger = "s1,police,Cuthbert,,Gathercole,,1969-10-10,M,80,Rock Road,PS2 2BB,,,,\n";

Outcome with_people(const std::string& lines, const std::vector<Said>& said = {}) {
    return linked({heading() + lines, some_records()}, 2, said);
}

bool together(const Outcome& outcome, const std::string& id, const std::string& other) {
    return outcome.person.at(id) == outcome.person.at(other);
}

} // namespace

TEST_CASE("the order of records changes nothing") {
    auto lines = lines_of(some_records());
    std::reverse(lines.begin() + 1, lines.end());
    const Outcome once = linked({heading(), some_records()});
    const Outcome reversed = linked({heading(), fmt::format("{}\n", fmt::join(lines, "\n"))});

    CHECK(same_groups(once.person, reversed.person));
    CHECK(same_groups(once.household, reversed.household));
}

TEST_CASE("the number of threads changes nothing") {
    const Outcome alone = linked({heading(), some_records()}, 1);
    for (const unsigned threads : {2U, 5U}) {
        const Outcome several = linked({heading(), some_records()}, threads);
        CHECK(alone.person == several.person);
        CHECK(alone.household == several.household);
    }
}

// More than one stretch of a rule's records, and more than one part of the edges.
TEST_CASE("the number of threads changes no edge and no count, within sources or only between them") {
    const std::string file = bench::made_up_file(20'000, 12);
    const std::string all_columns = heading();
    const std::vector<Input> inputs = {{"heading.csv", all_columns}, {"town.csv", file}};
    const auto records = make_records(std::move(*read_columns(inputs, mapping(), 2).value()), mapping(), 2).value();
    const Model model = built_in_model();
    for (const bool between : {false, true}) {
        const auto edges = [&](unsigned threads) {
            return link(*records, model, {.threads = threads, .between_sources_only = between});
        };
        const Edges alone = edges(1), several = edges(3);
        CHECK(alone.kept.size() > 10'000);
        CHECK(alone.kept == several.kept);
        CHECK(alone.pairs == several.pairs);
        CHECK(alone.by_rule == several.by_rule);
        const auto within = [&](const Edge& edge) {
            return records->facts(edge.a).source() == records->facts(edge.b).source();
        };
        CHECK(std::any_of(alone.kept.begin(), alone.kept.end(), within) == !between);
    }
}

TEST_CASE("records that people said are two are never one again, however alike") {
    REQUIRE(together(with_people(woman), "w1", "w2"));
    const Outcome parted = with_people(woman, {{"health", "w1", "housing", "w2", false}});
    CHECK_FALSE(together(parted, "w1", "w2"));
    CHECK(parted.household.at("w1") == parted.household.at("w2"));
}

TEST_CASE("what people said survives another run and a source delivered again with other records") {
    const std::string again = woman + "w3,police,Ermintrude,,Featherstone,,1988-04-01,F,9,Sand Road,PS1 1AA,,,,\n";
    const Outcome outcome = with_people(again, {{"health", "w1", "housing", "w2", false}});

    CHECK_FALSE(together(outcome, "w1", "w2"));
}

TEST_CASE("records that people said are one are one, however unlike") {
    REQUIRE_FALSE(together(with_people(woman + stranger), "w1", "s1"));
    CHECK(together(with_people(woman + stranger, {{"health", "w1", "police", "s1", true}}), "w1", "s1"));
}

TEST_CASE("people who contradict each other are noticed, and the records stay apart") {
    const Outcome outcome = with_people(woman + stranger, {{"health", "w1", "police", "s1", true},
                                                           {"police", "s1", "housing", "w2", true},
                                                           {"health", "w1", "housing", "w2", false}});

    CHECK(outcome.to_review > 0);
    CHECK_FALSE(together(outcome, "w1", "w2"));
    CHECK(outcome.household.at("w2") != outcome.household.at("s1"));
}

TEST_CASE("a person erased and delivered again is who they were, and what people said of them holds again") {
    const std::vector<Said> said = {{"health", "w1", "housing", "w2", false}};
    const Outcome before = with_people(woman + stranger, said);
    const Outcome without = with_people(stranger, said);
    const Outcome after = with_people(woman + stranger, said);

    CHECK_FALSE(without.person.contains("w1"));
    CHECK(without.to_review == 1); // of records that are not there
    CHECK(before.person == after.person);
    CHECK(before.household == after.household);
    CHECK_FALSE(together(after, "w1", "w2"));
}

TEST_CASE("what people said of a record whose source gives it another id comes to them again, and is not guessed") {
    const std::string renamed = "w1,health,Ermintrude,,Featherstone,,1988-04-01,F,9,Sand Road,PS1 1AA,,,,\n"
                                "w9,housing,Ermintrude,,Featherstone,,1988-04-01,F,9,Sand Road,PS1 1AA,,,,\n";
    const Outcome outcome = with_people(renamed, {{"health", "w1", "housing", "w2", false}});

    CHECK(outcome.to_review == 1);
    CHECK(together(outcome, "w1", "w9"));
}

TEST_CASE("a late correction parts two people that were taken for one") {
    const std::string twins_as_one = "c1,health,Ermintrude,,Featherstone,,1988-04-01,F,9,Sand Road,PS1 1AA,,,,\n"
                                     "c2,ehm,Ermintrude,,Featherstone,,1988-04-01,F,9,Sand Road,PS1 1AA,,,,\n";
    const std::string corrected = "c1,health,Ermintrude,,Featherstone,,1988-04-01,F,9,Sand Road,PS1 1AA,,,,\n"
                                  "c2,ehm,Bartholomew,,Featherstone,,1961-11-20,M,9,Sand Road,PS1 1AA,,,,\n";

    CHECK(together(with_people(twins_as_one), "c1", "c2"));
    const Outcome after = with_people(corrected);
    CHECK_FALSE(together(after, "c1", "c2"));
    CHECK(after.household.at("c1") == after.household.at("c2"));
}

TEST_CASE("a file with a heading only, or one record, is linked without a fuss") {
    CHECK(linked({heading()}).person.empty());
    CHECK(linked({heading() + stranger}).person.size() == 1);
}

TEST_CASE("a file in which nothing is known joins nobody") {
    std::string file = heading();
    for (int number = 0; number < 500; ++number)
        file += fmt::format("n{},ehm,,,,,,,,,,,,,\n", number);
    const Outcome outcome = linked({file});

    for (const auto& [record, person] : outcome.person)
        CHECK(record == person);
}

TEST_CASE("a column that is all one value says nothing") {
    std::string file = heading();
    for (int number = 0; number < 300; ++number)
        file += fmt::format("v{},ehm,,,Everyone,,,,,,,,,,\n", number);
    const Outcome outcome = linked({file});

    for (const auto& [record, person] : outcome.person)
        CHECK(record == person);
}

TEST_CASE("fifty thousand people at one address are neither one person nor too many to compare") {
    std::string file = heading();
    file.reserve(5'000'000);
    for (int number = 0; number < 50'000; ++number)
        file += fmt::format("m{},police,F{:05}x,,S{:05}y,,{}-{:02}-{:02},M,1,Camp,PS9 9ZZ,,,,\n", number,
                            number * 7919 % 50'000, number * 104'729 % 50'000, 1930 + number % 90, 1 + number % 12,
                            1 + number % 28);
    const Outcome outcome = linked({file});
    const auto largest = [](const std::unordered_map<std::string, std::string>& groups) {
        std::unordered_map<std::string, int> sizes;
        int most = 0;
        for (const auto& [record, group] : groups)
            most = std::max(most, ++sizes[group]);
        return most;
    };

    CHECK(largest(outcome.person) < 50);
    CHECK(largest(outcome.household) < 50);
}

} // namespace kith::linkage::hard_cases
