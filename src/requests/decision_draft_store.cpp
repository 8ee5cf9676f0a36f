#include "requests/decision_draft_store.h"

#include "db/database.h"
#include "requests/draft_store.h"

namespace kith::requests {

namespace {

constexpr db::Sql draft_of_the_viewer = R"sql(
    select version, sealed, saved_at
      from request_decision_drafts
     where request_id = :request
       and user_id = :user
)sql";

constexpr db::Sql keep_draft = R"sql(
    insert into request_decision_drafts (request_id, user_id, version, sealed, saved_at)
    values (:request, :user, :version, :sealed, :now)
    on conflict (request_id, user_id) do update
       set version = excluded.version,
           sealed = excluded.sealed,
           saved_at = excluded.saved_at
)sql";

constexpr db::Sql delete_decision_draft = R"sql(
    delete from request_decision_drafts
     where request_id = :request
       and user_id = :user
)sql";

constexpr db::Sql delete_old_drafts = R"sql(
    delete from request_decision_drafts
     where saved_at < :since
)sql";

std::string place_of(Id<Request> request, Id<access::User> user) {
    return fmt::format("request_decision_drafts|{}|{}", request.text(), user.text());
}

} // namespace

DraftPage decision_draft(db::Reader& reader, const access::Viewer& viewer, Id<Request> request) {
    const auto kept =
        reader.one(draft_of_the_viewer, {{"request", request}, {"user", viewer.user}}, [&](const db::Row& row) {
            const auto text = reader.vault().open(row.blob("sealed"), place_of(request, viewer.user)).at(0);
            return DraftPage{.version = row.integer("version"),
                             .answers = http::Answers::read(text).value_or(http::Answers()),
                             .saved_at = row.instant("saved_at"),
                             .saved_by = viewer.user};
        });
    return kept.value_or(DraftPage());
}

SavedPage save_decision_draft(db::Writer& writer, const access::Viewer& viewer, Id<Request> request,
                              std::int64_t seen_version, const http::Answers& answers) {
    const auto text = answers.encoded();
    const auto there = decision_draft(writer, viewer, request);
    if (there.version > 0 && there.answers.encoded() == text) return {.version = there.version};
    if (there.version != seen_version) return {.theirs = there};

    const auto sealed = writer.vault().seal({text}, place_of(request, viewer.user), writer.random());
    writer.run(keep_draft, {{"request", request},
                            {"user", viewer.user},
                            {"version", there.version + 1},
                            {"sealed", db::Blob{sealed}},
                            {"now", writer.now()}});
    return {.version = there.version + 1};
}

void drop_decision_draft(db::Writer& writer, const access::Viewer& viewer, Id<Request> request) {
    writer.run(delete_decision_draft, {{"request", request}, {"user", viewer.user}});
}

void drop_old_decision_drafts(db::Writer& writer) {
    writer.run(delete_old_drafts, {{"since", writer.now() - drafts_are_kept}});
}

} // namespace kith::requests
