#pragma once
// `kith matching train|models|use`: a model learned from the people of the database, and which one weighs pairs.
// Refusals are exceptions with a sentence for the person, and change nothing.

#include "matching/training.h"

#include <iosfwd>

namespace kith::matching {

// Learns a model and keeps it, says how it differs from the one in force, and puts it in force nowhere: that is for a
// person who has read this.
int train_model(db::Database& database, std::ostream& out, std::size_t least_people = people_to_learn_from);

// The latest first, with the one in force.
int list_models(db::Database& database, std::ostream& out);

// `which`: a number, or "built-in".
int use_model(db::Database& database, const std::string& which, std::ostream& out);

// "the built-in model", "model 3, trained on 30 November 2026 from 1204 people and 12 decisions"
std::string words(const std::optional<KeptModel>& model);

} // namespace kith::matching
