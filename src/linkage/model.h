#pragma once
// How likely each level of agreement is among pairs of each class (Fellegi and Sunter 1969; with the classes of
// docs/linkage.md). A model is data: dated, versioned, never changed once a link cites it.

#include "base/result.h"
#include "linkage/usual.h"

#include <array>
#include <string>

namespace kith::linkage {

// What two records may be to each other. Twins are of one household and born on one day, which the rest is not;
// namesakes (a son named after his father) are of one household and bear one name, which the rest does not.
enum class PairClass : unsigned { same_person, same_household, twins, namesakes, unrelated };
constexpr unsigned class_count = 5;

using LevelShares = std::array<std::array<double, most_levels>, comparison::count>;

struct Model {
    static constexpr std::string_view current_format = "kith-linkage-model-4";

    std::string made_from = "built-in";
    std::string made_on;                       // the day, as whoever trains it says: "2026-11-30"; empty: not said
    bool two_class = false;                    // same person and unrelated only
    std::array<double, class_count> share{};   // of all pairs of records
    std::array<LevelShares, class_count> of{}; // level 0 is not used
    double join = 0;                           // bits: the mean weight from which clusters become one
    std::optional<Usual> usual;                // nothing: what is usual in the run itself

    LevelShares& shares(PairClass which) { return of[static_cast<unsigned>(which)]; }

    const LevelShares& shares(PairClass which) const { return of[static_cast<unsigned>(which)]; }

    double& share_of(PairClass which) { return share[static_cast<unsigned>(which)]; }

    double share_of(PairClass which) const { return share[static_cast<unsigned>(which)]; }
};

// Where training starts, and what it keeps to where the records say little.
Model built_in_model();

std::string to_json(const Model& model);
// By which a link can cite it: of what and when it was made, and the SHA-256 of its file.
std::string origin_json(const Model& model, std::string_view sha256);
// Refuses what is no model, and a model of another format, with the cure. `name` is the file's, for the sentence.
Result<Model> model_from_json(std::string_view json, std::string_view name);

} // namespace kith::linkage
