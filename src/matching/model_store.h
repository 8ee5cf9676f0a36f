#pragma once
// Models that were learned from the database's own people, and which of them is in force. Both are only ever added to.

#include "history/record.h"
#include "linkage/model.h"
#include "matching/pair.h"
#include "people/model_choice.h"

namespace kith::matching {

struct KeptModel {
    std::int64_t number = 0;
    Instant made_at = {};
    std::string sha256 = {};
    std::int64_t people = 0, decisions = 0; // it was learned from
};

// The latest first.
std::vector<KeptModel> kept_models(db::Reader& reader);
std::optional<KeptModel> find_model(db::Reader& reader, std::int64_t number);

// Gives its number. Puts nothing in force.
std::int64_t keep_model(db::Writer& writer, const history::Actor& actor, const linkage::Model& model,
                        std::int64_t people, std::int64_t decisions);

// From now on pairs are weighed by it (nothing: by the built-in one), and looked for among everybody again. False: it
// was in force already.
bool put_in_force(db::Writer& writer, const history::Actor& actor, std::optional<std::int64_t> model);

// What somebody said of two records, all of which they saw: one person or two.
struct Label {
    Pair pair;
    bool together = false;
};

// Not what waits for a second person, what nobody was sure of, nor what other words stand against.
std::vector<Label> labels(db::Reader& reader);

struct LikelyPair {
    linkage::Bits weight = 0;
    linkage::Pattern pattern = 0;
};

// Those on the list by all that is held. Nothing: not everybody has been looked at since the last choice or change, so
// that some are weighed by another model.
std::optional<std::vector<LikelyPair>> likely_by_content(db::Reader& reader);

} // namespace kith::matching
