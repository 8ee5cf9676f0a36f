#include "episodes/step_up_store.h"

#include "db/database.h"

namespace kith::episodes {

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
            .answered_at = row.optional_instant("answered_at")};
}

namespace {

constexpr db::Sql add_row = R"sql(
    insert into step_ups (id, episode_id, asked_at, asked_by_posting_id, reason)
    values (:id, :episode, :now, :posting, :reason)
)sql";

constexpr db::Sql one_step_up = R"sql(
    select s.id, s.episode_id, s.asked_at, s.asked_by_posting_id, s.reason, a.outcome, a.accepted_by,
           a.accepted_reference, a.returned_reason, a.answered_at
      from step_ups s
      left join step_up_answers a on a.step_up_id = s.id
     where s.id = :id
)sql";

constexpr db::Sql step_ups_of_one_episode = R"sql(
    select s.id, s.episode_id, s.asked_at, s.asked_by_posting_id, s.reason, a.outcome, a.accepted_by,
           a.accepted_reference, a.returned_reason, a.answered_at
      from step_ups s
      left join step_up_answers a on a.step_up_id = s.id
     where s.episode_id = :episode
     order by s.asked_at, s.id
)sql";

// No row when somebody recorded the answer before.
constexpr db::Sql add_answer = R"sql(
    insert into step_up_answers (step_up_id, outcome, accepted_by, accepted_reference, returned_reason, answered_at,
                                 recorded_by_posting_id)
    values (:id, :outcome, :accepted_by, :reference, :returned, :at, :posting)
    on conflict do nothing
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
    const auto changed = writer.run(add_answer, {{"id", answered.id},
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
