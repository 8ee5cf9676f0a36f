#pragma once
// Why two records are, or are not, taken for one person: what each comparison adds, in bits.

#include "linkage/model.h"
#include "linkage/records.h"

namespace kith::linkage {

// By "id" or "source:id". Refuses an id that no record or more than one has.
Result<std::uint32_t> find_record(const Records& records, std::string_view id);

// A waterfall as text: prior, each comparison, the household's and the twins' share of the other side, the sum.
std::string explanation(const Records& records, const Model& model, std::uint32_t a, std::uint32_t b);

} // namespace kith::linkage
