#pragma once
// Two records beside each other, and what was said of them.

#include "html/components.h"
#include "html/components/strength.h"
#include "http/context.h"
#include "matching/pair_store.h"

namespace kith::matching {

// "/matching/K7MX4PQR/9T2W6BND", the leading record first
std::string path_to(const SeenPair& pair);
std::string path_to(const people::Summary& leading, const people::Summary& other);

// Both records, what is known of each and what hangs on each, as far as the viewer may see; told to the audit line.
html::Html both_records(http::Context& cx, const SeenPair& pair);

// What agrees and what differs, and how strongly each speaks.
html::Html evidence(db::Reader& reader, const SeenPair& pair);

// By which model this program weighs pairs.
html::Html weighed_by(db::Reader& reader);

// Where one is kept to people who are named and the other is not: that it is so. Empty otherwise.
// What was said when the later record was added though somebody alike was shown.
html::Html why_it_was_added(http::Context& cx, const SeenPair& pair);
html::Html kept_to_names(http::Context& cx, const SeenPair& pair);

// "Priya Nair, Northbridge Early Help, on 23 November 2026: the same person. “Same mother.”" Why it was said by
// somebody who saw all of both records is not for those who see the entries alone.
html::Html said_words(db::Reader& reader, const PairDecision& decision, people::Depth depth);

} // namespace kith::matching
