#include "episodes/step_up_store.h"

#include "db/database.h"

namespace kith::episodes {

namespace {

StepUp to_step_up(const db::Row& row) {
    return {.id = row.id<StepUp>("id"),
            .episode = row.id<Episode>("episode_id"),
            .asked_at = row.instant("asked_at"),
            .asked_by = row.id<access::Posting>("asked_by_posting_id"),
            .reason = row.text("reason"),
            .outcome = to_step_up_outcome(row.text("outcome")).value_or(StepUpOutcome::pending),
            .accepted_by = row.text("accepted_by"),
            .accepted_reference = row.text("accepted_reference"),
            .returned_reason = row.text("returned_reason"),
            .answered_at = row.optional_instant("answered_at"),
            .version = row.integer("version")};
}

constexpr db::Sql add_row = R"sql(
    insert into step_ups (id, episode_id, asked_at, asked_by_posting_id, reason)
    values (:id, :episode, :now, :posting, :reason)
)sql";

constexpr db::Sql one_step_up = R"sql(
    select id, episode_id, asked_at, asked_by_posting_id, reason, outcome, accepted_by, accepted_reference,
           returned_reason, answered_at, version
      from step_ups
     where id = :id
)sql";

constexpr db::Sql step_ups_of_one_episode = R"sql(
    select id, episode_id, asked_at, asked_by_posting_id, reason, outcome, accepted_by, accepted_reference,
           returned_reason, answered_at, version
      from step_ups
     where episode_id = :episode
     order by asked_at, id
)sql";

constexpr db::Sql set_answer = R"sql(
    update step_ups
       set outcome = :outcome,
           accepted_by = :accepted_by,
           accepted_reference = :reference,
           returned_reason = :returned,
           answered_at = :at,
           recorded_by_posting_id = :posting,
           version = version + 1
     where id = :id
       and version = :version
       and outcome = 'pending'
)sql";

} // namespace

Id<StepUp> add_step_up(db::Writer& writer, const access::Viewer& viewer, std::string_view reason, Id<Episode> episode) {
    const auto id = Id<StepUp>::make(writer.now(), writer.random());
    writer.run(
        add_row,
        {{"id", id}, {"episode", episode}, {"now", writer.now()}, {"posting", viewer.posting}, {"reason", reason}});
    return id;
}

std::optional<StepUp> find_step_up(db::Reader& reader, Id<StepUp> id) {
    return reader.one(one_step_up, {{"id", id}}, to_step_up);
}

std::vector<StepUp> step_ups_of(db::Reader& reader, Id<Episode> episode) {
    return reader.all(step_ups_of_one_episode, {{"episode", episode}}, to_step_up);
}

Result<Done> save_answer(db::Writer& writer, const access::Viewer& viewer, const StepUp& answered) {
    const auto changed = writer.run(set_answer, {{"id", answered.id},
                                                 {"version", answered.version},
                                                 {"outcome", code(answered.outcome)},
                                                 {"accepted_by", answered.accepted_by},
                                                 {"reference", answered.accepted_reference},
                                                 {"returned", answered.returned_reason},
                                                 {"at", answered.answered_at},
                                                 {"posting", viewer.posting}});
    if (changed == 0) return Problem{"", "changed_meanwhile", "Somebody has recorded the answer to this already"};
    return Done{};
}

} // namespace kith::episodes
