#pragma once
// Learns a model from records nobody has labelled. How levels fall among unrelated pairs is read off random pairs and
// the frequencies of values; how they fall among the other classes by expectation and maximisation (Dempster, Laird and
// Rubin 1977) over a few samples of pairs that share something (the same name, the same birthday and district, the same
// address …), all samples sharing one set of tables. In each sample what it was chosen by says nothing.
// Where pairs are few the tables stay near the built-in ones.

#include "linkage/model.h"
#include "linkage/records.h"

namespace kith::linkage {

struct TrainingOptions {
    unsigned threads = 1;
    bool two_class = false;
    bool between_sources_only = false; // each source holds a person once
};

// The same model for the same records, in whatever order and on however many threads.
Model train(const Records& records, const TrainingOptions& options);

} // namespace kith::linkage
