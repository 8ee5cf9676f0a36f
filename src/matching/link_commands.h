#pragma once
// `kith link …`: files in, files out, without server or database (docs/linkage.md).

#include "base/day.h"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace kith::matching {

struct LinkRequest {
    std::vector<std::string> in;
    std::string mapping;
    std::string out;       // a folder, made when absent; for `train` a file
    std::string model;     // empty: learned from the records
    std::string truth;     // a column; empty: none
    std::string overrides; // people's decisions; empty: none
    std::string labels;    // what people said of pairs, for `train`: a file like that of overrides; empty: none
    std::string previous;  // clusters.csv of an earlier run, with its former_ids.csv beside it; empty: none
    std::string scope;     // decisions of this scope hold, besides those of none
    std::optional<Day> on; // the day of the run: decisions that have ended do not hold
    unsigned threads = 0;  // 0: one for each processor
    bool two_class = false;
    bool between_sources = false; // `link`: each source holds a person once
};

// Writes clusters.csv, edges.csv and report.json; households.csv where the mapping names recorded_on; review.csv with
// overrides, events.csv and former_ids.csv with a previous run. Each appears whole or not at all. Refusals are
// exceptions with a sentence for the person. Progress goes to `progress` when it is given.
int dedupe(const LinkRequest& request, std::ostream& out, std::ostream* progress);

// Files of records that come or take the place of others, and of record ids that go, in this order.
struct Changes {
    std::vector<std::string> files, gone;
};

// Links the files with the model that is given, then each change by itself, and writes what dedupe would write of what
// is there then: clusters.csv and edges.csv, and review.csv with overrides.
int follow(const LinkRequest& request, const Changes& changes, std::ostream& out, std::ostream* progress);
// Writes a model file. Labels whose records are absent or sealed, and those that contradict each other, are not used.
int train(const LinkRequest& request, std::ostream& out, std::ostream* progress);
// The likeliest people for what is known of somebody: "name=Siobahn Kavanagh, born=2016-04-09, postcode=BL9 0EJ,
// phone=…, sex=F"; of a name the last word is the surname.
int search(const LinkRequest& request, const std::string& query, std::ostream& out);
// Says why two records are, or are not, one person: "id" or "source:id".
int explain(const LinkRequest& request, const std::string& one, const std::string& other, std::ostream& out);

} // namespace kith::matching
