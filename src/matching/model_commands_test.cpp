#include "matching/model_commands.h"

#include "access/register.h"
#include "access/restriction.h"
#include "linkage/score.h"
#include "matching/finder.h"
#include "matching/records_test.h"

#include <future>
#include <sstream>

using namespace kith;
using namespace kith::matching;

namespace {

const history::Actor actor{"", "", "", "test"};

constexpr db::Sql add_word = R"sql(
    insert into pair_decisions (one_id, other_id, number, verdict, reason, decided_at, posting_id, user_id, saw_content,
                                needs_second, confirms)
    values (:one, :other, :number, :verdict, 'Said', :now, :posting, :user, :saw_content, :needs_second, :confirms)
)sql";

constexpr db::Sql add_model_of_another_kith = R"sql(
    insert into linkage_models (number, made_at, sha256, model, people, decisions)
    values (1, :now, 'x', '{"format": "kith-linkage-model-99"}', 1000, 0)
)sql";

constexpr db::Sql change_models = "update linkage_models set people = 7";
constexpr db::Sql forget_models = "delete from linkage_models";
constexpr db::Sql change_choices = "update linkage_model_choices set model_number = null";
constexpr db::Sql forget_choices = "delete from linkage_model_choices";

std::string with_two_letters_swapped(std::string name) {
    std::swap(name[1], name[2]);
    return name;
}

// Children of as many names, each recorded twice, with two letters of the first name swapped the second time.
std::vector<Pair> children_twice(Town& town, int children) {
    constexpr std::array given{"Maya", "Leo", "Amira", "Jonah", "Freya", "Idris", "Nadia", "Oscar", "Callum", "Yasmin"};
    constexpr std::array family{"Okafor", "Brennan", "Whitlock", "Szabo", "Rahman", "Tomkins", "Pascoe"};
    return town.writing([&](db::Writer& w) {
        std::vector<Pair> pairs;
        for (int i = 0; i < children; ++i) {
            people::NewPerson child{.name = {given[static_cast<std::size_t>(i) % given.size()],
                                             family[static_cast<std::size_t>(i) % family.size()]},
                                    .birth = born(2008 + i % 14, 1 + i % 12, 1 + i % 28)};
            const auto first = people::add_person(w, town.viewer("sam"), child);
            child.name.given = with_two_letters_swapped(child.name.given);
            pairs.push_back(Pair::of(first.id, people::add_person(w, town.viewer("sam"), child).id));
        }
        return pairs;
    });
}

struct Word {
    Verdict verdict = Verdict::same;
    bool saw_content = true;
    bool needs_second = false;
    std::optional<int> confirms = {};
    int number = 1;
};

void say(Town& town, const Pair& pair, const Word& word) {
    const auto sam = town.viewer("sam");
    town.writing([&](db::Writer& w) {
        w.run(add_word, {{"one", pair.one},
                         {"other", pair.other},
                         {"number", word.number},
                         {"verdict", code(word.verdict)},
                         {"now", w.now()},
                         {"posting", sam.posting},
                         {"user", sam.user},
                         {"saw_content", word.saw_content},
                         {"needs_second", word.needs_second},
                         {"confirms", word.confirms}});
        return true;
    });
}

void say_of_all(Town& town, const std::vector<Pair>& pairs, const Word& word) {
    for (const auto& pair : pairs)
        say(town, pair, word);
}

Lesson lesson(Town& town) {
    return town.reading(read_lesson);
}

Learned learned(Town& town) {
    return learned_from(lesson(town), town.clock().now().day(), 1);
}

double in_bits(const linkage::Model& model, unsigned comparison, unsigned level) {
    return linkage::ModelBits(model).against_unrelated(comparison, level) / static_cast<double>(linkage::bit);
}

// How strongly a first name with two letters swapped speaks for one person.
double slips(const linkage::Model& model) {
    return in_bits(model, linkage::comparison::forename, linkage::level::forename_similar);
}

// How strongly birthdays within a year speak, that have no more in common.
double near_birthdays(const linkage::Model& model) {
    return in_bits(model, linkage::comparison::birth, linkage::level::birth_near);
}

// Two children of one name, born in one year: of those above, every seventieth has the same name.
std::vector<Pair> namesakes(const std::vector<Pair>& children) {
    std::vector<Pair> pairs;
    for (std::size_t i = 70; i < children.size(); ++i)
        pairs.push_back(Pair::of(children[i - 70].one, children[i].one));
    return pairs;
}

// One to which a slip of the pen in a first name says less.
linkage::Model that_doubts_slips() {
    auto model = linkage::built_in_model();
    model.shares(linkage::PairClass::same_person)[linkage::comparison::forename][linkage::level::forename_similar] /= 8;
    return model;
}

std::int64_t keep(Town& town, const linkage::Model& model) {
    return town.writing([&](db::Writer& w) { return keep_model(w, actor, model, 1000, 12); });
}

void choose(Town& town, std::optional<std::int64_t> model) {
    CHECK(town.writing([&](db::Writer& w) { return put_in_force(w, actor, model); }));
}

std::optional<linkage::Bits> weight(db::Database& node, const Pair& pair) {
    const auto found =
        node.reading([&](db::Reader& r) { return people::compared(r, pair.one, pair.other, people::Depth::content); });
    return found ? std::optional(found->weight) : std::nullopt;
}

people::ModelChoice weighing(db::Database& node) {
    return node.reading(people::weighing_model);
}

bool build(db::Database& node) {
    return node.reading(people::build_similar);
}

// Has something done while the index reads the first of those who changed.
class InterruptedReader final : public db::Reader {
public:
    InterruptedReader(db::Reader& reader, std::function<void()> meanwhile)
        : reader_(reader), meanwhile_(std::move(meanwhile)) {}

    void for_each(db::Sql sql, std::span<const db::Parameter> parameters,
                  const std::function<void(const db::Row&)>& each) override {
        reader_.for_each(sql, parameters, [&](const db::Row& row) {
            if (parameters.size() == 2 && meanwhile_) std::exchange(meanwhile_, nullptr)();
            each(row);
        });
    }

    const Vault& vault() const override { return reader_.vault(); }

    db::Beside& beside() const override { return reader_.beside(); }

private:
    db::Reader& reader_;
    std::function<void()> meanwhile_;
};

std::vector<linkage::Bits> likely_weights(Town& town) {
    std::vector<linkage::Bits> weights;
    const auto pairs = town.reading(likely_by_content);
    for (const auto& each : pairs.value())
        weights.push_back(each.weight);
    return weights;
}

std::string train(Town& town, std::size_t least_people) {
    std::ostringstream said;
    CHECK(train_model(town.database(), said, least_people) == 0);
    return said.str();
}

std::string use(Town& town, const std::string& which) {
    std::ostringstream said;
    CHECK(use_model(town.database(), which, said) == 0);
    return said.str();
}

std::string models(Town& town) {
    std::ostringstream said;
    CHECK(list_models(town.database(), said) == 0);
    return said.str();
}

std::size_t told_in_history(Town& town, std::string_view model) {
    return town.reading([&](db::Reader& r) { return history::lines_about(r, "model", model, 10).size(); });
}

} // namespace

TEST_CASE("what people said of pairs of which they saw all moves the weights their way") {
    on_each_town([](Town& town) {
        const auto pairs = children_twice(town, 120);
        const auto untold = learned(town);
        CHECK(untold.decisions == 0);

        SUBCASE("one person") {
            say_of_all(town, namesakes(pairs), {Verdict::same});
            const auto told = learned(town);
            CHECK(told.decisions == 50);
            CHECK(near_birthdays(told.model) > near_birthdays(untold.model) + 0.5);
        }
        SUBCASE("two people") {
            say_of_all(town, pairs, {Verdict::not_same});
            const auto told = learned(town);
            CHECK(told.decisions == pairs.size());
            CHECK(slips(told.model) < slips(untold.model) - 0.5);
        }
        SUBCASE("said by a second person who saw the entries alone, after one who saw all") {
            say_of_all(town, pairs, {.verdict = Verdict::same, .needs_second = true});
            say_of_all(town, pairs, {Verdict::same, false, true, 1, 2});
            CHECK(learned(town).decisions == pairs.size());
        }
    });
}

TEST_CASE("words of whoever saw the entries alone, of one of two, of nobody sure and against others are no labels") {
    on_each_town([](Town& town) {
        const auto pairs = children_twice(town, 4);
        SUBCASE("entries alone") {
            say(town, pairs[0], {Verdict::not_same, false});
            say(town, pairs[1], {Verdict::same, false, true});
            say(town, pairs[1], {Verdict::same, false, true, 1, 2});
        }
        SUBCASE("waits for a second person") {
            say(town, pairs[0], {.verdict = Verdict::same, .needs_second = true});
        }
        SUBCASE("not sure") {
            say(town, pairs[0], {Verdict::unsure});
        }
        SUBCASE("said before, and otherwise since") {
            say(town, pairs[0], {Verdict::same});
            say(town, pairs[0], {.verdict = Verdict::unsure, .number = 2});
        }
        CHECK(town.reading(labels).empty());

        // Two who are said to be a third, but not each other.
        say(town, pairs[2], {Verdict::same});
        say(town, Pair::of(pairs[2].other, pairs[3].one), {Verdict::same});
        CHECK(town.reading(labels).size() == 2);
        say(town, Pair::of(pairs[2].one, pairs[3].one), {Verdict::not_same});
        const auto left = town.reading(labels);
        CHECK(left.size() == 2);
        CHECK(std::count_if(left.begin(), left.end(), [](const Label& each) { return each.together; }) == 1);
    });
}

TEST_CASE("nothing of somebody sealed, or kept to people who are named, is learned from") {
    on_each_town([](Town& town) {
        const auto adopted = add(town, {.name = {"Wilhelmina", "Featherstone"}, .birth = born(2015, 3, 2)});
        const auto hidden = add(town, {.name = {"Peregrine", "Ravenscar"}, .birth = born(2016, 4, 3)});
        const auto other = add(town, {.name = {"Maya", "Okafor"}, .birth = born(2016, 4, 3)});
        say(town, Pair::of(adopted.id, other.id), {Verdict::not_same});
        say(town, Pair::of(hidden.id, other.id), {Verdict::not_same});
        const auto before = lesson(town);
        for (const auto* name : {"Wilhelmina", "Peregrine"})
            CHECK(before.records.find(name) != std::string::npos);
        CHECK(learned(town).decisions == 2);

        town.writing([&](db::Writer& w) {
            access::seal(w, adopted.id.text());
            access::restrict_to_names(w, hidden.id.text(), {hidden.id});
            return true;
        });
        const auto after = lesson(town);
        CHECK(after.people == before.people - 2);
        for (const auto* part : {"Wilhelmina", "Featherstone", "2015-03-02", "Peregrine", "Ravenscar"})
            CHECK(after.records.find(part) == std::string::npos);
        CHECK(after.records.find(adopted.id.text()) == std::string::npos);
        CHECK(after.records.find("Okafor") != std::string::npos);
        CHECK(learned(town).decisions == 0);
    });
}

TEST_CASE("a lesson holds names, birthdays, sex and numbers, and a model not even a hash of them") {
    on_each_town([](Town& town) {
        const auto child = add(town, {.name = {"Zofia", "Smith-Jones"},
                                      .birth = born(2015, 3, 2),
                                      .details = {.sex = people::Sex::female},
                                      .identifiers = {{.scheme = people::Scheme::upn, .value = "A123456789012"}}});
        CHECK(town.writing([&](db::Writer& w) {
            return people::record_name(w, town.viewer("sam"), child.id, {1, {}, ""}, {"Zofia", "Wrona, Z"});
        }));
        const auto records = lesson(town).records;
        CHECK(records.find(fmt::format("{},Zofia,\"Wrona, Z\",jones;smith,2015-03-02,F,A123456789012,,,\n",
                                       child.id.text())) != std::string::npos);
        const auto model = learned(town).model;
        CHECK_FALSE(model.usual);
        CHECK(model.made_on == "2026-11-23");
    });
}

TEST_CASE("how strongly a number speaks is learned where many people have one, and else stays as built in") {
    on_each_town([](Town& town) {
        constexpr unsigned upn = linkage::comparison::identifier, nhs_number = upn + 1;
        for (int i = 0; i < 60; ++i)
            add(town, {.name = {"Maya", "Okafor"},
                       .birth = born(2015, 3, 1 + i % 28),
                       .identifiers = {{.scheme = people::Scheme::upn, .value = fmt::format("A{:012}", i / 2)}}});
        const auto model = learned(town).model, built_in = linkage::built_in_model();
        CHECK(in_bits(model, nhs_number, linkage::level::same) == in_bits(built_in, nhs_number, linkage::level::same));
        CHECK(in_bits(model, upn, linkage::level::same) != in_bits(built_in, upn, linkage::level::same));
    });
}

TEST_CASE("too few people are nothing to learn from, and then nothing is changed") {
    on_each_town([](Town& town) {
        std::ostringstream said;
        CHECK_THROWS_WITH_AS(
            train_model(town.database(), said),
            doctest::Contains("and a model needs 1000: of fewer too few are recorded twice to learn anything"),
            std::runtime_error);
        CHECK(said.str().empty());
        CHECK(town.reading(kept_models).empty());
        CHECK(told_in_history(town, "1") == 0);
    });
}

TEST_CASE("a model that is trained is listed, and weighs when somebody says so") {
    on_each_town([](Town& town) {
        const auto pairs = children_twice(town, 40);
        say_of_all(town, pairs, {Verdict::not_same});
        build(town.database());
        look(town);
        CHECK(models(town) == "built-in  comes with Kith, in force\n");
        const auto said = train(town, 80);
        CHECK(said.starts_with("Model 1 is learned from "));
        for (const auto* words :
             {" people and 40 decisions.\n", "The same date of birth\n", "The same NHS number\n",
              "likelier than not to be one person; with the new model about ", "kith matching use 1 puts it in force"})
            CHECK(said.find(words) != std::string::npos);
        CHECK(people::ModelChoice() == town.reading(people::chosen_model));
        CHECK(told_in_history(town, "1") == 1);
        CHECK(models(town).find(" people and 40 decisions, SHA-256 ") != std::string::npos);
        CHECK(town.get("sam", "/matching").says("Weighed by the built-in model."));

        CHECK(use(town, "1").starts_with("Model 1 is in force."));
        CHECK(use(town, "1") == "Model 1 is in force already, unchanged.\n");
        CHECK(models(town).find(", in force\nbuilt-in  comes with Kith\n") != std::string::npos);
        CHECK(told_in_history(town, "1") == 2);
        // As this program weighs, and not as it will.
        CHECK(town.get("sam", "/matching").says("Weighed by the built-in model."));
        CHECK(build(town.database()));
        CHECK(town.get("sam", "/matching").says("Weighed by model 1, trained on 23 November 2026"));

        CHECK(use(town, "built-in").starts_with("The built-in model is in force."));
        CHECK(told_in_history(town, "built-in") == 1);
        CHECK(train(town, 80).find("a server has yet to look at everybody by the model in force") != std::string::npos);
        CHECK(build(town.database()));
        CHECK(town.get("sam", "/matching").says("Weighed by the built-in model."));

        std::ostringstream out;
        CHECK_THROWS_WITH(use_model(town.database(), "7", out),
                          "There is no model 7. kith matching models lists them.");
        CHECK_THROWS_WITH(use_model(town.database(), "two", out),
                          "\"two\" is neither the number of a model nor \"built-in\".");
    });
}

TEST_CASE("every node takes up the model in force, and everybody is looked at again") {
    on_each_town([](Town& town) {
        const auto pair = children_twice(town, 1).front();
        look(town);
        const auto other = db::open(town.url(), {.key = test_key, .clock = &town.clock(), .writable = false});
        CHECK(build(*other));
        const auto by_built_in = weight(*other, pair);
        const auto likely_by_built_in = likely_weights(town);
        REQUIRE(by_built_in);
        REQUIRE_FALSE(likely_by_built_in.empty());

        const auto number = keep(town, that_doubts_slips());
        CHECK(build(*other));
        CHECK(weight(*other, pair) == by_built_in); // trained is not chosen
        choose(town, number);
        CHECK(matching::look_for_pairs(town.database(), 100) == 0); // by the model of before
        CHECK(weight(*other, pair) == by_built_in);
        CHECK(build(*other));
        CHECK(weighing(*other) == people::ModelChoice{1, number});
        CHECK(weight(*other, pair).value() < *by_built_in - linkage::bit);

        CHECK(build(town.database()));
        look(town);
        CHECK(likely_weights(town) != likely_by_built_in);

        choose(town, std::nullopt);
        CHECK(build(*other));
        CHECK(build(town.database()));
        look(town);
        CHECK(weighing(*other) == people::ModelChoice{2, std::nullopt});
        CHECK(weight(*other, pair) == by_built_in);
        CHECK(likely_weights(town) == likely_by_built_in);
    });
}

TEST_CASE("an index that was made anew for a model goes on following changes of people") {
    on_each_town([](Town& town) {
        const auto pair = children_twice(town, 1).front();
        CHECK(build(town.database()));
        choose(town, keep(town, that_doubts_slips()));
        CHECK(build(town.database()));
        const auto before = weight(town.database(), pair);
        const auto later = children_twice(town, 1).front();
        CHECK(weight(town.database(), later).value() < before.value() + linkage::bit);
        CHECK(weight(town.database(), Pair::of(pair.one, later.one)));
    });
}

TEST_CASE("while the index is made anew for a model, the one before answers") {
    on_each_town([](Town& town) {
        const auto pair = children_twice(town, 1).front();
        CHECK(build(town.database()));
        const auto before = weight(town.database(), pair);
        choose(town, keep(town, that_doubts_slips()));
        std::optional<linkage::Bits> meanwhile;
        CHECK(town.reading([&](db::Reader& r) {
            InterruptedReader interrupted(r, [&] { meanwhile = weight(town.database(), pair); });
            return people::build_similar(interrupted);
        }));
        CHECK(meanwhile.value() == before);
        CHECK(weight(town.database(), pair).value() < before.value());
    });
}

TEST_CASE("a model that cannot be read is complained of once, and the one before goes on") {
    on_each_town([](Town& town) {
        const auto pair = children_twice(town, 1).front();
        CHECK(build(town.database()));
        const auto before = weight(town.database(), pair);
        town.writing([](db::Writer& w) {
            w.run(add_model_of_another_kith, {{"now", w.now()}});
            return true;
        });
        std::ostringstream out;
        CHECK_THROWS_WITH(use_model(town.database(), "1", out),
                          "Model 1 cannot be read by this Kith. Train one anew with kith matching train.");
        CHECK(town.reading(people::chosen_model) == people::ModelChoice());

        choose(town, 1); // by another Kith
        SUBCASE("by the index") {
            CHECK_FALSE(build(town.database()));
            CHECK(build(town.database()));
            CHECK(weighing(town.database()) == people::ModelChoice{1, std::nullopt});
            CHECK(weight(town.database(), pair) == before);
            CHECK(matching::look_for_pairs(town.database(), 100) > 0);
            CHECK(town.get("sam", "/matching").says("Weighed by the built-in model."));
        }
        SUBCASE("in the log") {
            std::promise<std::string> heard;
            Finder finder(town.database(), [&](const std::string& line) { heard.set_value(line); });
            finder.start();
            auto line = heard.get_future();
            REQUIRE(line.wait_for(std::chrono::seconds(30)) == std::future_status::ready);
            CHECK(line.get().starts_with("The model that was chosen to weigh pairs of records cannot be read"));
        }
    });
}

TEST_CASE("models and choices among them are only ever added to, also by whoever comes by SQL") {
    on_each_town([](Town& town) {
        choose(town, keep(town, linkage::built_in_model()));
        for (const auto sql : {change_models, forget_models, change_choices, forget_choices})
            CHECK_THROWS_AS(town.writing([&](db::Writer& w) {
                w.run(sql, {});
                return true;
            }),
                            db::Fault);
        CHECK(town.reading(people::chosen_model) == people::ModelChoice{1, 1});
    });
}
