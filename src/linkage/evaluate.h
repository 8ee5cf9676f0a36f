#pragma once
// How well found clusters agree with a known truth, counted in pairs of records: also for each sex, age band or origin,
// so that a method that serves some people worse is seen to.

#include <cstdint>
#include <string>
#include <vector>

namespace kith::linkage {

// A trait by which quality is compared, such as the origin of a name: for each record the number of one of its words.
struct Trait {
    std::string name;
    std::vector<std::string> words;
    std::vector<std::uint32_t> of_record;
};

// Columns of equal length, a row for each record. Numbers only name groups; their order means nothing.
struct Judged {
    std::vector<std::uint32_t> cluster = {};         // found
    std::vector<std::uint32_t> person = {};          // true
    std::vector<std::uint32_t> household = {};       // true; empty: not known
    std::vector<std::uint32_t> found_household = {}; // empty: not looked for
    std::vector<Trait> traits = {};
};

// Pairs of records: in truth the same, found the same, and both.
struct PairCount {
    std::uint64_t in_truth = 0;
    std::uint64_t found = 0;
    std::uint64_t right = 0;

    // 1 where there is nothing to get wrong.
    double precision() const;
    double recall() const;
    double f1() const;

    std::uint64_t false_links() const { return found - right; }
};

struct RecallOf {
    std::string word;
    std::uint64_t in_truth = 0;
    std::uint64_t right = 0;

    double recall() const;
};

// Recall of each group of a trait, best first. Groups with few true pairs are listed but not compared.
struct Fairness {
    std::string trait;
    std::vector<RecallOf> groups;
    std::uint64_t between = 0; // true pairs whose records are in two groups, and count for neither

    // Groups of at least `few` true pairs whose recall is more than two points below that of the best such group.
    static constexpr double points_allowed = 0.02;
    static constexpr std::uint64_t few = 200;
    std::vector<RecallOf> behind() const;
    // The best group that has not few pairs; null where there is none.
    const RecallOf* best() const;
};

struct Quality {
    std::uint64_t records = 0;
    std::uint64_t true_people = 0;
    std::uint64_t found_people = 0;
    PairCount people;
    std::uint64_t false_within_household = 0; // false links between people of one household
    PairCount households;                     // of people found and true, where both are known
    std::vector<Fairness> fairness;
};

// Throws std::invalid_argument when the columns differ in length.
Quality evaluated(const Judged& judged);

// As lines for people, and as an object of JSON.
std::string as_text(const Quality& quality);
std::string as_json(const Quality& quality);

} // namespace kith::linkage
