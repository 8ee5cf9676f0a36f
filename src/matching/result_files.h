#pragma once
// What a run found, as CSV.

#include "linkage/cluster.h"
#include "linkage/households_over_time.h"
#include "matching/files.h"

namespace kith::matching {

// Persons by record. Without ids of an earlier run a person is named after its first record: "p0123456789abcdef".
struct PersonIds {
    const linkage::Records& records;
    const linkage::Clusters& clusters;
    std::vector<std::string> kept = {}; // by record; empty: none
    std::vector<bool> is_here = {};     // by record; empty: all are
};

std::string person_named_after(std::uint64_t record_key);

// record_id,person_id,household_id: a line for each record, in the order in which they stood in the files.
void write_clusters(NewFile& out, const PersonIds& person, const std::vector<std::uint32_t>& household);

inline constexpr std::string_view households_heading = "person_id,household_id,from,until\n";

// Who was of which household, from one year to another.
void write_households(NewFile& out, const PersonIds& person, const std::vector<linkage::Stay>& stays);

// Both ids, weight, probability by class, level by field: a line for each edge.
void write_edges(NewFile& out, const linkage::Records& records, const linkage::Model& model,
                 const std::vector<linkage::Edge>& edges, unsigned threads);

} // namespace kith::matching
