#include "requests/draft_store.h"

#include "base/crypto.h"
#include "db/database.h"
#include "db/unused_reference.h"
#include "history/record.h"
#include "requests/decision_draft_store.h"
#include "requests/worker_store.h"

namespace kith::requests {

namespace {

Draft to_draft(const db::Row& row) {
    return {.id = row.id<Draft>("id"),
            .reference = row.reference("reference"),
            .agency = row.id<agencies::Agency>("agency_id"),
            .author = row.id<access::User>("author_user_id"),
            .author_posting = row.id<access::Posting>("author_posting_id"),
            .holder = row.id<access::User>("holder_user_id"),
            .handed_at = row.optional_instant("handed_at"),
            .form_version = row.text("form_version"),
            .browser_key = row.text("browser_key"),
            .made_at = row.instant("made_at"),
            .changed_at = row.instant("changed_at")};
}

// A draft is of one agency: whoever leaves it, or acts for another one, does not see it.
constexpr db::Sql a_draft_of_the_viewers = R"sql(
    select id, reference, agency_id, author_user_id, author_posting_id, holder_user_id, handed_at, form_version, browser_key, made_at,
           changed_at
      from request_drafts
     where reference = :reference
       and agency_id = :agency
       and (author_user_id = :user or holder_user_id = :user)
)sql";

constexpr db::Sql the_draft_is_the_viewers = R"sql(
    select id
      from request_drafts
     where id = :draft
       and agency_id = :agency
       and (author_user_id = :user or holder_user_id = :user)
)sql";

constexpr db::Sql pages_of_the_draft = R"sql(
    select page, version, sealed, saved_at, saved_by_user_id
      from request_draft_pages
     where draft_id = :draft
     order by page
)sql";

constexpr db::Sql one_page_of_the_draft = R"sql(
    select page, version, sealed, saved_at, saved_by_user_id
      from request_draft_pages
     where draft_id = :draft
       and page = :page
)sql";

constexpr db::Sql a_blank_draft_of_the_viewers = R"sql(
    select d.reference
      from request_drafts d
     where d.agency_id = :agency
       and d.author_user_id = :user
       and d.holder_user_id = :user
       and d.form_version = :form
       and not exists (select 1
                         from request_draft_pages p
                        where p.draft_id = d.id)
     order by d.made_at desc
     limit 1
)sql";

constexpr db::Sql reference_is_taken = R"sql(
    select 1 as taken
      from request_drafts
     where reference = :reference
    union all
    select 1
      from requests
     where reference = :reference
)sql";

constexpr db::Sql add_draft = R"sql(
    insert into request_drafts (id, reference, agency_id, author_user_id, author_posting_id, holder_user_id,
                                form_version, browser_key, made_at, changed_at, keep_until)
    values (:id, :reference, :agency, :user, :posting, :user, :form, :key, :now, :now, :until)
)sql";

constexpr db::Sql touch_draft = R"sql(
    update request_drafts
       set changed_at = :now,
           keep_until = :until
     where id = :draft
)sql";

// No row when somebody saved the page since this version was seen.
constexpr db::Sql keep_page = R"sql(
    insert into request_draft_pages (draft_id, page, version, sealed, is_blank, saved_at, saved_by_user_id)
    values (:draft, :page, 1, :sealed, :blank, :now, :user)
    on conflict (draft_id, page) do update
       set version = request_draft_pages.version + 1,
           sealed = excluded.sealed,
           is_blank = excluded.is_blank,
           saved_at = excluded.saved_at,
           saved_by_user_id = excluded.saved_by_user_id
     where request_draft_pages.version = :seen
    returning version
)sql";

constexpr db::Sql give_to = R"sql(
    update request_drafts
       set holder_user_id = :colleague,
           handed_at = :now,
           handed_by_user_id = :user
     where id = :draft
       and agency_id = :agency
       and (author_user_id = :user or holder_user_id = :user)
)sql";

constexpr db::Sql delete_pages = R"sql(
    delete from request_draft_pages
     where draft_id = :draft
)sql";

constexpr db::Sql delete_draft = R"sql(
    delete from request_drafts
     where id = :draft
)sql";

constexpr db::Sql drafts_whose_time_is_over = R"sql(
    select id
      from request_drafts
     where keep_until <= :now
     order by keep_until, id
     limit 1000
)sql";

constexpr db::Sql drafts_of_the_viewer = R"sql(
    select d.id, d.reference, d.changed_at, d.keep_until, d.author_user_id, d.holder_user_id, h.name as holder_name,
           g.name as giver_name, p.sealed
      from request_drafts d
      join users h on h.id = d.holder_user_id
      left join users g on g.id = d.handed_by_user_id
      left join request_draft_pages p on p.draft_id = d.id and p.page = 1
     where d.agency_id = :agency
       and (d.author_user_id = :user or d.holder_user_id = :user)
       and d.keep_until > :now
       and exists (select 1
                     from request_draft_pages f
                    where f.draft_id = d.id
                      and not f.is_blank)
     order by d.changed_at desc, d.id
     limit 50
)sql";

constexpr db::Sql last_in_danger = R"sql(
    select id
      from requests
     where sender_user_id = :user
       and danger
     order by sent_at desc, id desc
     limit 1
)sql";

std::string place_of(Id<Draft> draft, std::int64_t page) {
    return fmt::format("request_draft_pages|{}|{}", draft.text(), page);
}

http::Answers opened(const Vault& vault, std::string_view sealed, Id<Draft> draft, std::int64_t page) {
    return http::Answers::read(vault.open(sealed, place_of(draft, page)).at(0)).value_or(http::Answers());
}

DraftPage to_page(const Vault& vault, Id<Draft> draft, const db::Row& row) {
    return {.version = row.integer("version"),
            .answers = opened(vault, row.blob("sealed"), draft, row.integer("page")),
            .saved_at = row.instant("saved_at"),
            .saved_by = row.id<access::User>("saved_by_user_id")};
}

std::optional<DraftPage> find_page(db::Reader& reader, Id<Draft> draft, int page) {
    return reader.one(one_page_of_the_draft, {{"draft", draft}, {"page", page}},
                      [&](const db::Row& row) { return to_page(reader.vault(), draft, row); });
}

void tell(db::Writer& writer, const history::Actor& actor, std::string_view action, Id<Draft> draft) {
    history::record(writer, actor, {.action = std::string(action), .subjects = {{"draft", std::string(draft.text())}}});
}

void read_pages(db::Reader& reader, Draft& draft) {
    reader.all(pages_of_the_draft, {{"draft", draft.id}}, [&](const db::Row& row) {
        draft.pages.at(static_cast<std::size_t>(row.integer("page") - 1)) = to_page(reader.vault(), draft.id, row);
        return true;
    });
}

} // namespace

std::optional<Draft> find_draft(db::Reader& reader, const access::Viewer& viewer, const Reference& reference) {
    auto draft = reader.one(a_draft_of_the_viewers,
                            {{"reference", reference}, {"agency", viewer.agency}, {"user", viewer.user}}, to_draft);
    if (draft) read_pages(reader, *draft);
    return draft;
}

std::vector<DraftLine> drafts_of(db::Reader& reader, const access::Viewer& viewer, Instant now) {
    return reader.all(drafts_of_the_viewer, {{"agency", viewer.agency}, {"user", viewer.user}, {"now", now}},
                      [&](const db::Row& row) {
                          const bool mine = row.id<access::User>("author_user_id") == viewer.user;
                          const bool held = row.id<access::User>("holder_user_id") == viewer.user;
                          const auto sealed = row.optional_blob("sealed");
                          const auto answers =
                              sealed ? opened(reader.vault(), *sealed, row.id<Draft>("id"), 1) : http::Answers();
                          return DraftLine{.id = row.id<Draft>("id"),
                                           .reference = row.reference("reference"),
                                           .children = children_typed(answers),
                                           .changed_at = row.instant("changed_at"),
                                           .keep_until = row.instant("keep_until"),
                                           .handed_to_me = held && !mine,
                                           .handed_by = row.optional_text("giver_name").value_or(""),
                                           .handed_to = mine && !held ? row.text("holder_name") : ""};
                      });
}

Id<Request> last_request_in_danger(db::Reader& reader, const access::Viewer& viewer) {
    return reader.one(last_in_danger, {{"user", viewer.user}}, [](const db::Row& row) { return row.id<Request>("id"); })
        .value_or(Id<Request>());
}

Reference begin_draft(db::Writer& writer, const access::Viewer& viewer, std::string_view form_version) {
    const auto blank = writer.one(a_blank_draft_of_the_viewers,
                                  {{"agency", viewer.agency}, {"user", viewer.user}, {"form", form_version}},
                                  [](const db::Row& row) { return row.reference("reference"); });
    if (blank) return *blank;

    const auto reference = unused_reference(writer);
    const auto id = Id<Draft>::make(writer.now(), writer.random());
    writer.run(add_draft, {{"id", id},
                           {"reference", reference},
                           {"agency", viewer.agency},
                           {"user", viewer.user},
                           {"posting", viewer.posting},
                           {"form", form_version},
                           {"key", secret_token(writer.random())},
                           {"now", writer.now()},
                           {"until", writer.now() + drafts_are_kept}});
    tell(writer, viewer.actor(), "draft.begun", id);
    return reference;
}

Reference unused_reference(db::Writer& writer) {
    return db::unused_reference(writer, reference_is_taken);
}

SavedPage save_page(db::Writer& writer, const access::Viewer& viewer, Id<Draft> draft, int page,
                    std::int64_t seen_version, const http::Answers& answers) {
    if (!writer.exists(the_draft_is_the_viewers, {{"draft", draft}, {"agency", viewer.agency}, {"user", viewer.user}}))
        return {.gone = true};

    const auto text = answers.encoded();
    const auto theirs = find_page(writer, draft, page);
    if (theirs && theirs->answers.encoded() == text) return {.version = theirs->version};
    if (theirs && theirs->version != seen_version) return {.theirs = theirs};

    const auto sealed = writer.vault().seal({text}, place_of(draft, page), writer.random());
    const auto version = writer.one(keep_page,
                                    {{"draft", draft},
                                     {"page", page},
                                     {"sealed", db::Blob{sealed}},
                                     {"blank", text.empty()},
                                     {"now", writer.now()},
                                     {"user", viewer.user},
                                     {"seen", seen_version}},
                                    [](const db::Row& row) { return row.integer("version"); });
    if (!version) return {.theirs = find_page(writer, draft, page)};

    writer.run(touch_draft, {{"draft", draft}, {"now", writer.now()}, {"until", writer.now() + drafts_are_kept}});
    return {.version = *version};
}

Result<Done> hand_over(db::Writer& writer, const access::Viewer& viewer, const Draft& draft,
                       Id<access::User> colleague) {
    const auto all = colleagues(writer, viewer, writer.now());
    if (std::none_of(all.begin(), all.end(), [&](const Worker& each) { return each.user == colleague; }))
        return Problem{"colleague", "not_a_colleague", "Choose somebody who works with you"};

    if (writer.run(give_to, {{"draft", draft.id},
                             {"agency", viewer.agency},
                             {"user", viewer.user},
                             {"colleague", colleague},
                             {"now", writer.now()}}) == 0)
        return Problem{"", "gone", "This was sent or deleted meanwhile"};
    history::record(writer, viewer.actor(),
                    {.action = "draft.handed_over",
                     .subjects = {{"draft", std::string(draft.id.text())}, {"user", std::string(colleague.text())}}});
    return Done{};
}

void drop_draft(db::Writer& writer, Id<Draft> draft) {
    writer.run(delete_pages, {{"draft", draft}});
    writer.run(delete_draft, {{"draft", draft}});
}

void throw_away(db::Writer& writer, const access::Viewer& viewer, Id<Draft> draft) {
    drop_draft(writer, draft);
    tell(writer, viewer.actor(), "draft.thrown_away", draft);
}

std::int64_t drop_old_drafts(db::Writer& writer) {
    const auto old = writer.all(drafts_whose_time_is_over, {{"now", writer.now()}},
                                [](const db::Row& row) { return row.id<Draft>("id"); });
    for (const auto& draft : old) {
        drop_draft(writer, draft);
        tell(writer, {"", "", "", "clearing"}, "draft.expired", draft);
    }
    return static_cast<std::int64_t>(old.size());
}

void drop_old_drafts(db::Database& database) {
    database.write([](db::Writer& writer) {
        drop_old_drafts(writer);
        drop_old_decision_drafts(writer);
    });
}

} // namespace kith::requests
