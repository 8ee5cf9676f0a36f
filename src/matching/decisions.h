#pragma once
// Files that carry what was decided or found before into the next run.

#include "base/result.h"
#include "linkage/overrides.h"
#include "linkage/people.h"

namespace kith::matching {

// People's decisions: source_a,record_a,source_b,record_b,decision,author,reason,scope,until with decision "same" or
// "different". Refuses, naming file and line, a decision without author or reason and a day that is none.
Result<std::vector<linkage::Override>> read_overrides(std::string_view csv, std::string_view name);

// Record ids with their persons, from a clusters.csv of an earlier run.
Result<std::map<std::string, std::string, std::less<>>> read_clusters(std::string_view csv, std::string_view name);

// Ids that are no more, from a former_ids.csv of an earlier run.
Result<std::vector<linkage::FormerId>> read_former_ids(std::string_view csv, std::string_view name);

inline constexpr std::string_view former_ids_heading = "person_id,record\n";
inline constexpr std::string_view review_heading = "decision_line,why,text\n";
inline constexpr std::string_view events_heading = "event,person_id,other_person_id,records\n";

std::string review_csv(const std::vector<linkage::ReviewItem>& review);
std::string events_csv(const std::vector<linkage::PersonEvent>& events);
std::string former_ids_csv(const std::vector<linkage::FormerId>& former);

} // namespace kith::matching
