#include "matching/union.h"

#include "tests/databases.h"

#include <doctest/doctest.h>

#include <random>

using namespace kith;
using namespace kith::matching;

namespace {

const Instant noon{1'795'428'000'000};

Id<people::Person> person(int number) {
    return Id<people::Person>::parse(fmt::format("00000000-0000-7000-8000-{:012}", number)).value();
}

Id<access::User> user(int number) {
    return Id<access::User>::parse(fmt::format("00000000-0000-7000-9000-{:012}", number)).value();
}

const Speaker somebody{.user = user(1), .sees_content = true};

Result<PairDecision> said(const std::optional<PairDecision>& standing, Verdict verdict, const Speaker& speaker,
                          bool a_child) {
    return say(standing, {.version = standing ? standing->number : 0, .verdict = verdict, .reason = "Why"}, speaker,
               a_child, noon);
}

std::string code_of(const Result<PairDecision>& result) {
    return result ? "" : result.error().front().code;
}

PairDecision a_word(int one, int other, Verdict verdict, int minute = 0) {
    return {.pair = Pair::of(person(one), person(other)),
            .number = 1,
            .verdict = verdict,
            .reason = "Why",
            .at = noon + minute * minutes_ms};
}

std::string told(const Unions& unions) {
    std::vector<std::string> sets;
    for (const auto& set : unions.sets) {
        std::vector<std::string> members;
        for (const auto& each : set)
            members.emplace_back(std::to_string(std::stoi(std::string(each.text().substr(24)))));
        sets.push_back(fmt::format("{}", fmt::join(members, "+")));
    }
    return fmt::format("{}", fmt::join(sets, " "));
}

} // namespace

TEST_CASE("one person's word joins two grown-ups; two children need a second person, who is a manager") {
    CHECK(said({}, Verdict::same, somebody, false)->joins());

    const auto first = *said({}, Verdict::same, somebody, true);
    CHECK(first.waits());
    CHECK_FALSE(first.joins());
    const Speaker colleague{.user = user(2), .sees_content = true};
    const Speaker manager{.user = user(2), .may_be_second = true, .sees_content = true};
    const Speaker myself_again{.user = user(3), .is_the_first = true, .may_be_second = true, .sees_content = true};
    CHECK(code_of(said(first, Verdict::same, colleague, true)) == "second_person");
    CHECK(code_of(said(first, Verdict::same, myself_again, true)) == "second_person");
    const auto second = *said(first, Verdict::same, manager, true);
    CHECK(second.joins());
    CHECK(second.confirms == 1);
    CHECK(said(second, Verdict::not_same, colleague, true)->verdict == Verdict::not_same);
}

TEST_CASE("who saw the entries alone joins nobody without a second person") {
    CHECK(said({}, Verdict::same, {.user = user(1)}, false)->waits());
}

TEST_CASE("a child who has grown up while a second person was waited for still needs one") {
    const auto first = *said({}, Verdict::same, somebody, true);
    CHECK(code_of(said(first, Verdict::same, somebody, false)) == "second_person");
}

TEST_CASE("nobody's word takes the place of one that was not read") {
    const auto first = *said({}, Verdict::not_same, somebody, true);
    CHECK(code_of(say(first, {.version = 0, .verdict = Verdict::same, .reason = "Why"}, somebody, true, noon)) ==
          "changed_meanwhile");
    CHECK(code_of(said(said({}, Verdict::same, somebody, false).value(), Verdict::same, somebody, false)) ==
          "said_already");
}

TEST_CASE("what nobody could tell is asked again in four weeks") {
    CHECK(said({}, Verdict::unsure, somebody, true)->until == noon + 28 * days_ms);
    CHECK_FALSE(said({}, Verdict::not_same, somebody, true)->until);
}

TEST_CASE("a child is whoever is not known to be grown up") {
    const Day today = noon.day(); // 2026
    const auto is_child = [&](std::optional<int> year) { return may_be_a_child(year, today); };
    CHECK(is_child(std::nullopt));
    CHECK(is_child(2020));
    CHECK(is_child(2008));
    CHECK_FALSE(is_child(2007));
}

TEST_CASE("records said to be the same are one set, by whatever chain") {
    CHECK(told(united({})) == "");
    CHECK(told(united({a_word(1, 2, Verdict::same)})) == "1+2");
    CHECK(told(united({a_word(1, 2, Verdict::same), a_word(3, 4, Verdict::same), a_word(5, 4, Verdict::same, 1)})) ==
          "1+2 3+4+5");
    CHECK(told(united({a_word(1, 2, Verdict::same), a_word(2, 3, Verdict::same, 1), a_word(3, 4, Verdict::unsure)})) ==
          "1+2+3");
    auto waiting = a_word(1, 2, Verdict::same);
    waiting.needs_second = true;
    CHECK(told(united({waiting})) == "");
}

TEST_CASE("a chain never joins two who are said not to be the same: the later word is set aside") {
    const auto unions =
        united({a_word(1, 2, Verdict::same), a_word(2, 3, Verdict::same, 5), a_word(1, 3, Verdict::not_same, 9)});
    CHECK(told(unions) == "1+2");
    REQUIRE(unions.set_aside.size() == 1);
    CHECK(unions.set_aside.front().said_same == Pair::of(person(2), person(3)));
}

// P15 in part: whatever is said in whatever order, nobody said to be two is in one set, sets do not overlap, and taking
// a word back gives what would have been without it.
TEST_CASE("unions of random words keep apart what was parted, and forget what was taken back") {
    std::mt19937 engine(42);
    const auto below = [&](int limit) { return static_cast<int>(engine() % static_cast<unsigned>(limit)); };
    std::size_t joined = 0, set_aside = 0;
    for (int round = 0; round < 2000; ++round) {
        std::map<Pair, PairDecision> words;
        for (int i = 0; i < 12; ++i) {
            const int one = 1 + below(7), other = 1 + below(7);
            if (one == other) continue;
            const auto word = a_word(one, other, below(3) > 0 ? Verdict::same : Verdict::not_same, i);
            words[word.pair] = word;
        }
        std::vector<PairDecision> standing;
        for (const auto& [pair, word] : words)
            standing.push_back(word);
        const auto unions = united(standing);
        std::set<Id<people::Person>> seen;
        for (const auto& set : unions.sets) {
            joined += set.size();
            for (const auto& member : set)
                CHECK(seen.insert(member).second);
            for (const auto& word : standing)
                if (word.verdict == Verdict::not_same)
                    CHECK_FALSE((set.contains(word.pair.one) && set.contains(word.pair.other)));
        }
        set_aside += unions.set_aside.size();
        std::shuffle(standing.begin(), standing.end(), engine);
        CHECK(told(united(standing)) == told(unions));

        const auto before = told(unions);
        auto with_one_more = standing;
        with_one_more.push_back(a_word(8, 1 + below(7), Verdict::same, 99));
        CHECK(told(united(with_one_more)) != before);
        with_one_more.back().verdict = Verdict::unsure;
        CHECK(told(united(with_one_more)) == before);
    }
    CHECK(joined > 1000);
    CHECK(set_aside > 100);
}
