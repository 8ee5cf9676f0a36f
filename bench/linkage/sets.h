#pragma once
// The sets of records on which linkage is measured, as files that Kith, Splink and the evaluation read.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kith::bench {

struct LinkageSet {
    std::string name;
    std::string splink;   // what bench/linkage/splink_run.py calls it
    std::string mapping;  // TOML
    bool is_link = false; // each file holds a person once
    std::vector<std::filesystem::path> files;
    std::vector<std::filesystem::path> truth;
    std::string record_id, person, household; // columns of the truth
    std::string traits;                       // parted by commas
};

// Made by the generator program into the folder.
LinkageSet made_up_set(const std::filesystem::path& generator, const std::filesystem::path& folder,
                       std::uint64_t records, std::uint64_t seed);

// Those of fake_1000, FEBRL 1 to 3 and the pair of ONS that are in the folder of data.
std::vector<LinkageSet> published_sets(const std::filesystem::path& folder_of_data,
                                       const std::filesystem::path& folder);

} // namespace kith::bench
