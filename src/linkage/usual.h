#pragma once
// What is usual among the records of a partnership: how common each value is, which birthdays stand for "not known",
// how many live at one address. Learned with the model and kept with it, so that two records are weighed the same
// whoever else is in the run, and one record more changes nothing between two others.

#include "base/result.h"
#include "linkage/comparison.h"
#include "linkage/logarithm.h"

#include <boost/json/fwd.hpp>
#include <optional>

namespace kith::linkage {

struct Records;

// How much commoner than a typical shared value (below zero: rarer), of one comparison.
struct Commonness {
    Bits otherwise = 0; // of every value that is not listed
    // By hash_of the value, in that order: no names and no numbers stand in a model.
    std::vector<std::pair<std::uint64_t, Bits>> listed;

    bool operator==(const Commonness&) const = default;
};

// Birth::packed() of a 1 January of no year.
constexpr std::uint32_t new_year_alone = 1U << 7 | 1U;

struct Usual {
    std::array<Commonness, comparison::count> commonness; // of the comparisons that have one
    double at_address = 0;                   // records, on average over records; 0: addresses are not known
    std::vector<std::uint32_t> no_birthdays; // Birth::packed(), in order
    bool new_year_is_no_day = false;         // 1 January says the year alone
    std::uint32_t newborn_since = 0;         // the first year of birth of those who may have been newborn when recorded
    // What one source alone writes when it does not know, by hash_of its name, in order; new_year_alone: 1 January.
    std::vector<std::pair<std::uint64_t, std::uint32_t>> no_birthdays_of;

    bool operator==(const Usual&) const = default;
};

// The values whose rarity counts.
inline constexpr std::array<unsigned, 9> with_commonness = {
    comparison::forename,       comparison::surname,        comparison::phone,
    comparison::email,          comparison::town,           comparison::identifier,
    comparison::identifier + 1, comparison::identifier + 2, comparison::identifier + 3};

// A value is never taken for rarer than one record in a hundred thousand, nor than three records. Cost: one pass over
// the distinct values.
Usual usual_of(const Records& records);

// The text of value `number` of a comparison that has commonness, and how many such values there are.
std::string_view value_text(const Records& records, unsigned which, std::uint32_t number);
std::uint32_t value_count(const Records& records, unsigned which);

boost::json::object to_json(const Usual& usual);
// Throws on what is no such object.
Usual usual_from_json(const boost::json::object& object);

} // namespace kith::linkage
