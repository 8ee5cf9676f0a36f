#pragma once
// What the stores of this folder share.

#include "access/viewer.h"
#include "base/result.h"
#include "protection/protection.h"

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::protection {

// What somebody wrote about a decision, sealed for the row `id`.
std::string sealed_words(db::Writer& writer, std::string_view words, std::string_view id);
std::string opened_words(db::Reader& reader, const std::string& sealed, std::string_view id);

history::Subject subject_of(const Record& record);

// Stop{404} unless the viewer may do it with the record's content now; to bar oneself, knowing of it is enough.
void require(db::Writer& writer, const access::Viewer& viewer, access::Action action, const Record& record);

Problem changed_meanwhile();

} // namespace kith::protection
