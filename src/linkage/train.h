#pragma once
// Learns a model from records nobody has labelled. How levels fall among unrelated pairs is read off random pairs and
// the frequencies of values; how they fall among the other classes by expectation and maximisation (Dempster, Laird and
// Rubin 1977) over a few samples of pairs that share something (the same name, the same birthday and district, the same
// address …), all samples sharing one set of tables. In each sample what it was chosen by says nothing.
// Where pairs are few the tables stay near the built-in ones.
//
// Labels are what people said of pairs. They look at pairs because of how these compare, so what they say is believed
// of all pairs that compare alike, and of no others: choosing the doubtful ones does then no harm (Little and Rubin
// 2002, 1.3).

#include "linkage/cluster.h"
#include "linkage/model.h"
#include "linkage/records.h"

namespace kith::linkage {

struct TrainingOptions {
    unsigned threads = 1;
    bool two_class = false;
    bool between_sources_only = false;   // each source holds a person once
    std::vector<Constraint> labels = {}; // together: one person
};

// The same model for the same records, in whatever order and on however many threads.
Model train(const Records& records, const TrainingOptions& options);

} // namespace kith::linkage
