#include "bench/linkage/generator.h"
#include "linkage/csv.h"
#include "linkage/evaluate.h"
#include "linkage/hard_cases_test.h"

#include <doctest/doctest.h>
#include <map>

// Whether people are found as often whatever their names, sex and age: on the made-up people among whom the cases
// stand.

namespace kith::linkage::hard_cases {

namespace {

class Numbered {
public:
    std::uint32_t number(std::string_view text) {
        const auto [found, is_new] = numbers_.try_emplace(std::string(text), words_.size());
        if (is_new) words_.emplace_back(text);
        return found->second;
    }

    const std::vector<std::string>& words() const { return words_; }

private:
    std::map<std::string, std::uint32_t, std::less<>> numbers_;
    std::vector<std::string> words_;
};

Quality found_among_made_up_people() {
    const auto csv = bench::made_up_file(population, population_seed);
    RecordReader reader(csv);
    reader.next();
    std::map<std::string, std::size_t, std::less<>> column;
    for (std::size_t i = 0; i < reader.values().size(); ++i)
        column.emplace(reader.values()[i], i);
    Judged judged;
    Numbered clusters, people, sexes, ages, origins;
    judged.traits = {{"sex", {}, {}}, {"age", {}, {}}, {"origin", {}, {}}};
    while (reader.next()) {
        const auto value = [&](std::string_view name) { return reader.values()[column.find(name)->second]; };
        judged.cluster.push_back(clusters.number(outcome().person.at(std::string(value("record_id")))));
        judged.person.push_back(people.number(value("person")));
        judged.traits[0].of_record.push_back(sexes.number(value("true_sex")));
        judged.traits[1].of_record.push_back(ages.number(value("age_band")));
        judged.traits[2].of_record.push_back(origins.number(value("origin")));
    }
    judged.traits[0].words = sexes.words();
    judged.traits[1].words = ages.words();
    judged.traits[2].words = origins.words();
    return evaluated(judged);
}

} // namespace

TEST_CASE("people are found as often whatever their sex, and who is found less often is known and not fewer than was") {
    const auto quality = found_among_made_up_people();
    MESSAGE(as_text(quality));
    CHECK(quality.people.f1() > 0.98);
    // Below the best by more than two points: not met, docs/linkage.md says why.
    const std::map<std::string, double, std::less<>> known_behind = {
        {"0-4", 0.90}, {"5-10", 0.945}, {"chinese", 0.945}, {"muslim", 0.945}};
    for (const auto& trait : quality.fairness)
        for (const auto& group : trait.behind()) {
            const auto known = known_behind.find(group.word);
            CHECK_MESSAGE(known != known_behind.end(), trait.trait << " " << group.word << " " << group.recall());
            if (known != known_behind.end())
                CHECK_MESSAGE(group.recall() > known->second,
                              trait.trait << " " << group.word << " " << group.recall());
        }
}

} // namespace kith::linkage::hard_cases
