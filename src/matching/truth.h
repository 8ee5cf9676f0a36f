#pragma once
// Found clusters beside the truth that somebody knows: files as linkage/evaluate.h counts them.

#include "base/result.h"
#include "linkage/evaluate.h"

#include <filesystem>

namespace kith::matching {

// Of columns with several names, the first that a file has counts.
struct TruthColumns {
    std::vector<std::string> record_id;
    std::vector<std::string> person;
    std::vector<std::string> household; // none: not known
    std::vector<std::string> traits;    // each compared by itself
};

// `clusters` holds record_id, person_id and perhaps household_id; a record that it does not name counts as a person of
// its own. Records whose truth is empty are left out. Refuses with file and cure: a file or column that is not there,
// the same record twice, and clusters that share no record with the truth.
Result<linkage::Judged> judged(const std::filesystem::path& clusters, const std::vector<std::filesystem::path>& truth,
                               const TruthColumns& columns);

} // namespace kith::matching
