#pragma once
// Steps up in the database. Who may see one follows from its request or episode.

#include "access/viewer.h"
#include "episodes/step_up.h"

#include <vector>

namespace kith::db {
class Reader;
class Row;
class Writer;
} // namespace kith::db

namespace kith::episodes {

Id<StepUp> add_step_up(db::Writer& writer, const access::Viewer& viewer, std::string_view reason, Id<Episode> episode);

// Columns id, episode_id, asked_at, asked_by_posting_id and reason; outcome, accepted_by, accepted_reference,
// returned_reason and answered_at, all null while there is no answer.
StepUp to_step_up(const db::Row& row);

std::optional<StepUp> find_step_up(db::Reader& reader, Id<StepUp> id);
std::vector<StepUp> step_ups_of(db::Reader& reader, Id<Episode> episode);

// Keeps social care's answer. Refuses ("changed_meanwhile") when somebody else recorded one.
Result<Done> save_answer(db::Writer& writer, const access::Viewer& viewer, const StepUp& answered);

} // namespace kith::episodes
