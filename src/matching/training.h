#pragma once
// A model learned from the people of the database and from what was said of pairs of their records. What is kept of
// them are shares of levels of agreement: no name, no number, nor a hash of one.

#include "linkage/model.h"
#include "matching/model_store.h"

namespace kith::matching {

// Of fewer people hardly more pairs are one person's than the thirty that the built-in model counts for in training
// (linkage/train.cpp), and chance would speak louder than they.
constexpr std::size_t people_to_learn_from = 1000;

// What a model is learned from. Where somebody is, telephone numbers and emails are not in it, nor anybody who is
// sealed or kept to people who are named.
struct Lesson {
    std::size_t people = 0;
    std::string records; // as CSV
    std::vector<Label> labels;
};

Lesson read_lesson(db::Reader& reader);

struct Learned {
    linkage::Model model;
    std::size_t decisions = 0; // of the labels, those whose records are both in the lesson
};

Learned learned_from(const Lesson& lesson, Day today, unsigned threads);

} // namespace kith::matching
