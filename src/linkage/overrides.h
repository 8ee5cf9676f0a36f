#pragma once
// What people decided about two records. Decisions stand outside the model's results and are applied anew on each run,
// so they survive new training and a feed that is sent again; they name records by source and id, not by number.

#include "base/day.h"
#include "linkage/cluster.h"

#include <functional>

namespace kith::linkage {

struct RecordName {
    std::string source;
    std::string record_id;

    auto operator<=>(const RecordName&) const = default;
};

struct Override {
    RecordName a, b;
    bool together = false;
    std::string author;
    std::string reason;
    std::string scope;        // in whose use it holds; empty: everywhere
    std::optional<Day> until; // the last day on which it holds; nothing: until it is withdrawn
};

// Something that people must look at: nothing is settled silently.
struct ReviewItem {
    enum class Why { contradiction, no_such_record, sealed };

    Why why = Why::contradiction;
    std::size_t override_number = 0; // its place in the list
    std::string text;
};

struct AppliedOverrides {
    std::vector<Constraint> constraints;
    std::vector<ReviewItem> review;
};

// Decisions in force on that day, in that scope, as constraints. "Together" that a chain of others ties to a pair that
// is said to be apart is set aside and listed: what was said to be apart stays apart until somebody decides. A decision
// about a record that is not there is kept and listed; one about a sealed record is never applied.
AppliedOverrides applied(const Records& records, const std::vector<Override>& overrides, Day on,
                         std::string_view scope = "");
// The same where the caller knows which record has which name; nothing: none has.
AppliedOverrides applied(const Records& records, const std::vector<Override>& overrides, Day on, std::string_view scope,
                         const std::function<std::optional<std::uint32_t>(const RecordName&)>& number_of);

} // namespace kith::linkage
