#include "matching/queue_store.h"

#include "matching/records_test.h"

using namespace kith;

namespace {

// A child recorded twice. The path of the pair.
std::string a_child_twice(Town& town) {
    const auto first = add(town, {.name = {"Siobhan", "Kavanagh"}, .birth = born(2016, 4, 9)});
    const auto second = add(town, {.name = {"Siobahn", "Kavanagh"}, .birth = born(2016, 4, 9)});
    look(town);
    return "/matching/" + first.reference.text() + "/" + second.reference.text();
}

void say(Town& town, std::string_view who, const std::string& path, const std::string& verdict) {
    const auto page = town.get(who, path);
    CHECK(town.fill_in(who, page, path, {{"verdict", verdict}, {"reason", "I asked"}}).location() == path);
}

constexpr db::Sql find_every_pair_likely = R"sql(
    insert into likely_pairs (one_id, other_id, weight, pattern, worth, entry_weight, entry_pattern, entry_worth)
    select one.person_id, other.person_id, null, null, 0, 0, 1, 9000
    from person_summaries one
    join person_summaries other on other.family = one.family and other.person_id > one.person_id
    where one.family = 'Namesake'
    on conflict (one_id, other_id) do update
    set entry_worth = excluded.entry_worth
)sql";

constexpr db::Sql answer_every_pair = R"sql(
    insert into pair_decisions (one_id, other_id, number, verdict, reason, decided_at, posting_id, user_id,
                                saw_content, needs_second, entry_pattern)
    select one_id, other_id, 1, 'not_same', 'Namesakes', :now, :posting, :user, false, false, entry_pattern
    from likely_pairs
)sql";

constexpr db::Sql say_who_is_one = R"sql(
    insert into same_persons (person_id, other_id)
    select one_id, other_id
    from pair_decisions
)sql";

// 65 people, each of whom may be each other: 2,080 pairs worth more than any other.
void add_namesakes(Town& town) {
    for (int i = 0; i < 65; ++i)
        add(town, {.name = {"N", "Namesake"}});
    look(town);
    town.writing([&](db::Writer& w) {
        w.run(find_every_pair_likely, {});
        return true;
    });
}

// Counts what is asked of another.
class CountingReader final : public db::Reader {
public:
    explicit CountingReader(db::Reader& reader) : reader_(reader) {}

    void for_each(db::Sql sql, std::span<const db::Parameter> parameters,
                  const std::function<void(const db::Row&)>& each) override {
        ++questions;
        reader_.for_each(sql, parameters, each);
    }

    void ask(std::span<const db::Question> together) override {
        ++questions;
        reader_.ask(together);
    }

    const Vault& vault() const override { return reader_.vault(); }

    db::Beside& beside() const override { return reader_.beside(); }

    int questions = 0;

private:
    db::Reader& reader_;
};

} // namespace

TEST_CASE("however many pairs were answered, one that was not is on the list") {
    on_each_town([](Town& town) {
        add_namesakes(town);
        town.writing([&](db::Writer& w) {
            const auto sam = town.viewer("sam");
            w.run(answer_every_pair, {{"now", w.now()}, {"posting", sam.posting}, {"user", sam.user}});
            return true;
        });
        CHECK(town.get("priya", "/matching").says("Pairs to look at: 0"));
        a_child_twice(town);
        const auto list = town.get("priya", "/matching");
        CHECK(list.says("Pairs to look at: 1"));
        CHECK(list.says("Siobhan Kavanagh"));
    });
}

TEST_CASE("a full list asks the database about all pairs together") {
    on_each_town([](Town& town) {
        add_namesakes(town);
        town.reading([&](db::Reader& r) {
            CountingReader counting(r);
            CHECK(matching::queue_of_pairs(counting, town.viewer("priya"), town.clock().now()).size() ==
                  matching::most_queued);
            CHECK(counting.questions < 30);
            return true;
        });
    });
}

TEST_CASE("whoever sees all is told that the word was of somebody who saw the entries alone") {
    on_each_town([](Town& town) {
        const auto pair = a_child_twice(town);
        say(town, "priya", pair, "not_same");
        CHECK(town.get("priya", "/matching").says("Pairs to look at: 0"));
        const auto list = town.get("sam", "/matching");
        CHECK(list.says("Said not to be the same by somebody who saw only the entries"));
        CHECK_FALSE(list.says("the facts have changed"));
    });
}

TEST_CASE("nobody is the second to say what other words have made so") {
    on_each_town([](Town& town) {
        say(town, "sam", a_child_twice(town), "same");
        CHECK(town.get("grace", "/matching").says("Waits"));
        town.writing([](db::Writer& w) {
            w.run(say_who_is_one, {});
            return true;
        });
        CHECK(town.get("grace", "/matching").says("Pairs to look at: 0"));
    });
}

TEST_CASE("a word that another stands against is on the list until one of them is taken back") {
    on_each_town([](Town& town) {
        const auto bob = [&] { return add(town, {.name = {"Robert", "Thwaite"}, .birth = born(1986, 11, 2)}); };
        const auto a = bob(), b = bob(), c = bob();
        const auto path = [](const auto& one, const auto& other) {
            return "/matching/" + one.reference.text() + "/" + other.reference.text();
        };
        look(town);
        say(town, "sam", path(a, b), "same");
        say(town, "sam", path(a, c), "not_same");
        CHECK(town.get("sam", "/matching").says("Pairs to look at: 1"));
        CHECK_FALSE(town.get("sam", "/matching").says("Contradicted"));

        say(town, "sam", path(b, c), "same");
        const auto list = town.get("sam", "/matching");
        CHECK(list.says("Pairs to look at: 1"));
        CHECK(list.says("Contradicted"));
        CHECK(list.link("Thwaite") == path(b, c));
        // Whoever sees the entries alone is not told what somebody said who saw more.
        CHECK(town.get("grace", "/matching").says("Pairs to look at: 0"));
        say(town, "sam", path(a, c), "same");
        CHECK(town.get("sam", "/matching").says("Pairs to look at: 0"));
    });
}
