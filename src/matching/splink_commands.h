#pragma once
// `kith link splink`: files scored with a model of Splink's, as Splink scores them (linkage/splink_score.h).

#include <iosfwd>
#include <string>
#include <vector>

namespace kith::matching {

struct SplinkRequest {
    std::vector<std::string> in; // CSV with the columns that the settings name, in every file the same
    std::string settings;        // a file of Splink's settings
    std::string out;             // the CSV to write: unique_id_l,unique_id_r,match_weight,match_probability
};

// Every pair that a blocking rule of the settings brings together. Refuses with a sentence, by exception.
int splink(const SplinkRequest& request, std::ostream& out);

} // namespace kith::matching
