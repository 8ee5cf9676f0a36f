#include "access/session_store.h"

#include "access/known_browser.h"
#include "access/throttle.h"
#include "access/users.h"
#include "db/database.h"

namespace kith::access {

namespace {

// By its token or by its id, with the posting it acts in while that is in force: a row for each locality of the
// posting, and one at least.
constexpr db::Sql session_with_posting = R"sql(
    select s.id, s.user_id, s.posting_id, s.csrf, s.started_at, s.seen_at, s.ends_at, s.second_factor_at,
           u.name, u.person_id, u.ended_at, w.to_be_changed, f.confirmed_at,
           t.agency_id, t.name as agency_name, t.host, p.role, l.locality
    from sessions s
    join users u on u.id = s.user_id
    left join passwords w on w.user_id = s.user_id
    left join second_factors f on f.user_id = s.user_id
    left join postings p on p.id = s.posting_id and p.user_id = s.user_id and p.starts_at <= :now and p.ends_at > :now
    left join agency_terms t on t.agency_id = p.agency_id and t.starts_at <= :now and t.ends_at > :now
    left join posting_localities l on l.posting_id = p.id
    where s.id = coalesce(:id, (select k.id from sessions k where k.token_hash = :hash))
    order by l.locality
)sql";

std::string hash_of_token(std::string_view token) {
    return hex(sha256(token));
}

struct Stored {
    Id<Session> id;
    Id<User> user;
    Id<Posting> posting;
    std::string csrf;
    Instant started_at;
    Instant seen_at;
    Instant ends_at;
    bool second_factor_given = false;
    bool second_factor_set_up = false;
    bool password_to_be_changed = false;
    std::string name;
    bool user_ended = false;
    std::optional<Viewer> viewer; // in the posting, while that is in force

    bool is_idle(Instant now) const { return now - seen_at >= session_locks_after; }
};

std::optional<Viewer> to_viewer(const db::Row& row) {
    const auto agency = row.id<agencies::Agency>("agency_id");
    if (agency.empty()) return std::nullopt;
    return Viewer{.user = row.id<User>("user_id"),
                  .posting = row.id<Posting>("posting_id"),
                  .agency = agency,
                  .role = to_role(row.text("role")).value(),
                  .localities = {},
                  .host_agency = row.flag("host"),
                  .person = row.id<people::Person>("person_id"),
                  .name = row.text("name"),
                  .agency_name = row.text("agency_name")};
}

Stored to_stored(const db::Row& row) {
    return {.id = row.id<Session>("id"),
            .user = row.id<User>("user_id"),
            .posting = row.id<Posting>("posting_id"),
            .csrf = row.text("csrf"),
            .started_at = row.instant("started_at"),
            .seen_at = row.instant("seen_at"),
            .ends_at = row.instant("ends_at"),
            .second_factor_given = row.optional_instant("second_factor_at").has_value(),
            .second_factor_set_up = row.optional_instant("confirmed_at").has_value(),
            .password_to_be_changed = row.optional_flag("to_be_changed").value_or(false),
            .name = row.text("name"),
            .user_ended = row.optional_instant("ended_at").has_value(),
            .viewer = to_viewer(row)};
}

std::optional<Stored> find_stored(db::Reader& reader, Id<Session> session, std::string_view hash, Instant now) {
    std::optional<Stored> stored;
    reader.for_each(session_with_posting, std::array<db::Parameter, 3>{{{"id", session}, {"hash", hash}, {"now", now}}},
                    [&](const db::Row& row) {
                        if (!stored) stored = to_stored(row);
                        auto locality = row.text("locality");
                        if (stored->viewer && !locality.empty())
                            stored->viewer->localities.push_back(std::move(locality));
                    });
    return stored;
}

Stage stage_of(const Stored& stored, Instant now) {
    if (!stored.second_factor_given)
        return stored.second_factor_set_up ? Stage::give_second_factor : Stage::set_up_second_factor;
    if (stored.is_idle(now)) return Stage::locked;
    if (stored.password_to_be_changed) return Stage::change_password;
    return stored.posting.empty() ? Stage::choose_posting : Stage::open;
}

// A session whose posting is out of date is over, also when it is locked.
std::optional<SessionState> state_of(std::optional<Stored> stored, Instant now, std::string request) {
    if (!stored || stored->user_ended || now >= stored->ends_at) return std::nullopt;
    if (!stored->second_factor_given && stored->is_idle(now)) return std::nullopt;

    Viewer nowhere{.user = stored->user, .name = stored->name, .request = request};
    SessionState state{.stage = stage_of(*stored, now),
                       .viewer = std::move(nowhere),
                       .id = stored->id,
                       .csrf = stored->csrf,
                       .started_at = stored->started_at,
                       .ends_at = stored->ends_at,
                       .to_note = now - stored->seen_at >= session_noted_every};
    if (stored->posting.empty()) return state;
    if (!stored->viewer) return std::nullopt;
    if (state.stage != Stage::open) return state;
    state.viewer = std::move(*stored->viewer);
    state.viewer.request = std::move(request);
    return state;
}

} // namespace

std::optional<SessionState> find_session(db::Reader& reader, std::string_view token, Instant now, std::string request) {
    return state_of(find_stored(reader, {}, hash_of_token(token), now), now, std::move(request));
}

std::optional<SessionState> find_session(db::Reader& reader, Id<Session> session, Instant now, std::string request) {
    return state_of(find_stored(reader, session, {}, now), now, std::move(request));
}

namespace {

constexpr db::Sql add_session = R"sql(
    insert into sessions (id, token_hash, user_id, client, csrf, started_at, seen_at, ends_at)
    values (:id, :hash, :user, :client, :csrf, :now, :now, :ends)
)sql";

constexpr db::Sql renew = R"sql(
    update sessions
    set token_hash = :hash,
        seen_at = :now
    where id = :session
    and ends_at > :now
)sql";

constexpr db::Sql note_second_factor = R"sql(
    update sessions
    set second_factor_at = :now,
        posting_id = :posting
    where id = :session
)sql";

constexpr db::Sql note_seen = R"sql(
    update sessions
    set seen_at = :now
    where id = :session
    and seen_at > :idle
    and seen_at < :now
)sql";

constexpr db::Sql set_posting = R"sql(
    update sessions
    set posting_id = :posting
    where id = :session
)sql";

constexpr db::Sql remove_session = R"sql(
    delete from sessions
    where id = :session
)sql";

constexpr db::Sql remove_sessions_of_user = R"sql(
    delete from sessions
    where user_id = :user
    and (id <> :except or :except is null)
)sql";

constexpr db::Sql remove_ended_sessions = R"sql(
    delete from sessions
    where ends_at <= :now
    or (second_factor_at is null and seen_at <= :idle)
)sql";

constexpr db::Sql sessions_of_user = R"sql(
    select id, client, started_at, seen_at
    from sessions
    where user_id = :user
    and ends_at > :now
    order by started_at desc, id desc
)sql";

constexpr db::Sql delete_sessions_in_posting = R"sql(
    delete from sessions
    where posting_id = :posting
)sql";

history::Line line_about(std::string action, Id<User> user) {
    return {.action = std::move(action), .subjects = {{"user", std::string(user.text())}}};
}

} // namespace

std::string begin_session(db::Writer& writer, Id<User> user, std::string_view client) {
    const std::string token = secret_token(writer.random());
    writer.run(add_session, {{"id", Id<Session>::make(writer.now(), writer.random())},
                             {"hash", hash_of_token(token)},
                             {"user", user},
                             {"client", client},
                             {"csrf", secret_token(writer.random())},
                             {"now", writer.now()},
                             {"ends", writer.now() + session_lasts}});
    return token;
}

std::optional<std::string> renew_session(db::Writer& writer, const SessionState& session) {
    std::string token = secret_token(writer.random());
    const std::string hash = hash_of_token(token);
    if (writer.run(renew, {{"session", session.id}, {"hash", hash}, {"now", writer.now()}}) == 0) return std::nullopt;
    return token;
}

std::optional<std::string> open_session(db::Writer& writer, const SessionState& session) {
    auto token = renew_session(writer, session);
    if (!token) return std::nullopt;
    const auto choices = postings_to_choose(writer, session.viewer.user, writer.now());
    const Id<Posting> only = choices.size() == 1 ? choices.front().posting.id : Id<Posting>();
    writer.run(note_second_factor, {{"session", session.id}, {"posting", only}, {"now", writer.now()}});
    return token;
}

void note_use(db::Writer& writer, Id<Session> session, Instant now) {
    writer.run(note_seen, {{"session", session}, {"now", now}, {"idle", now - session_locks_after}});
}

Result<Done> choose_posting(db::Writer& writer, const SessionState& session, Id<Posting> posting) {
    const auto state = find_session(writer, session.id, writer.now(), session.viewer.request);
    const auto viewer = viewer_in(writer, posting, writer.now(), session.viewer.request);
    const bool may_choose = state && (state->stage == Stage::choose_posting || state->stage == Stage::open);
    if (!may_choose || !viewer || viewer->user != state->viewer.user)
        return Problem{"posting", "posting.not-yours", "Choose one of your postings"};
    writer.run(set_posting, {{"session", session.id}, {"posting", posting}});
    history::record(
        writer, viewer->actor(),
        {.action = "posting.chosen",
         .subjects = {{"user", std::string(viewer->user.text())}, {"posting", std::string(posting.text())}}});
    return Done{};
}

void end_session(db::Writer& writer, const SessionState& session) {
    if (writer.run(remove_session, {{"session", session.id}}) == 0) return;
    history::record(writer, session.viewer.actor(), line_about("session.ended", session.viewer.user));
}

int end_sessions_of(db::Writer& writer, const history::Actor& actor, Id<User> user) {
    const auto ended = writer.run(remove_sessions_of_user, {{"user", user}, {"except", Id<Session>()}});
    if (ended > 0) history::record(writer, actor, line_about("sessions.ended", user));
    return static_cast<int>(ended);
}

void end_other_sessions(db::Writer& writer, const SessionState& session) {
    const auto ended = writer.run(remove_sessions_of_user, {{"user", session.viewer.user}, {"except", session.id}});
    if (ended > 0) history::record(writer, session.viewer.actor(), line_about("sessions.ended", session.viewer.user));
}

int remove_old_sessions(db::Writer& writer, Instant now) {
    remove_old_failures(writer, now);
    remove_old_browsers(writer, now);
    return static_cast<int>(writer.run(remove_ended_sessions, {{"now", now}, {"idle", now - session_locks_after}}));
}

std::vector<OpenSession> sessions_of(db::Reader& reader, Id<User> user, Instant now) {
    return reader.all(sessions_of_user, {{"user", user}, {"now", now}}, [](const db::Row& row) {
        return OpenSession{row.id<Session>("id"), row.text("client"), row.instant("started_at"),
                           row.instant("seen_at")};
    });
}

void end_sessions_in(db::Writer& writer, Id<Posting> posting) {
    writer.run(delete_sessions_in_posting, {{"posting", posting}});
}

} // namespace kith::access
