#pragma once
// A two-class model as Splink writes it into a file of settings: for comparison with Splink, and for handing a model
// trained there to Kith or back.

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::linkage {

struct SplinkLevel {
    std::string condition; // SQL; "ELSE" for the last
    std::string label;
    bool is_null = false;
    // Not given where Splink could not train the level: it then takes what default_m and default_u say.
    std::optional<double> m;
    std::optional<double> u;
    std::string frequency_column; // empty: the weight does not depend on how common the value is
    double frequency_weight = 1;
    double least_frequency = 0;
    bool own_u_for_frequency = false; // takes this level's u as that of an exact match
};

struct SplinkComparison {
    std::string name;
    std::vector<SplinkLevel> levels; // the first that holds counts
};

struct SplinkSettings {
    std::string link_type; // dedupe_only, link_only or link_and_dedupe
    double prior = 0;      // probability that two records taken by chance match
    std::string id_column = "unique_id";
    std::vector<SplinkComparison> comparisons;
    std::vector<std::string> blocking_rules; // SQL
};

// Refuses what is no such file, and numbers that are no probabilities, saying what and where. `name` is the file's.
Result<SplinkSettings> splink_settings_from_json(std::string_view json, std::string_view name);

// A file that Splink reads.
std::string to_json(const SplinkSettings& settings);

// m and u that Splink takes for a level it could not train: the `place`-th from the last of `levels` known ones.
double default_m(std::size_t place, std::size_t levels);
double default_u(std::size_t place, std::size_t levels);

} // namespace kith::linkage
