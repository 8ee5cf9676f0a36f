#pragma once
// One question about many ids.

#include "db/reader.h"

#include <string_view>
#include <vector>

namespace kith::db {

// Asks `sql`, which names :of0 to :of15 and those of `more`, about all of `ids`, sixteen at a time; what is left over
// of the sixteen is "", which is nobody's id. Rows come in the order of the sixteens.
void for_each_of(Reader& reader, Sql sql, const std::vector<std::string_view>& ids, Parameters more,
                 const std::function<void(const Row&)>& each);

// The same as questions, to be asked together with others.
void add_questions_of(std::vector<Question>& questions, Sql sql, const std::vector<std::string_view>& ids,
                      Parameters more, const std::function<void(const Row&)>& each);

} // namespace kith::db
