#include "db/database.h"
#include "profiles/profile_store.h"
#include "requests/request_store.h"
#include "requests/waiting.h"

namespace kith::requests {

namespace {

// What one kind of list asks for. Only requests whose content the viewer may see.
constexpr db::Sql waiting_at_the_front_door = R"sql(
    select r.id, r.reference, r.sent_at, r.names, a.name as agency_name, r.state, r.danger, r.urgency, r.due_at,
           coalesce(r.taken_by_posting_id = :posting, false) as mine,
           not exists (select 1
                         from standing l
                        where l.posting_id = r.taken_by_posting_id
                          and l.starts_at <= :now
                          and l.ends_at > :now) as is_free
      from requests r
      join agencies a on a.id = r.sender_agency_id
     where r.state <> 'decided'
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by r.danger desc, r.sent_at, r.id
)sql";

constexpr db::Sql questions_for_the_agency = R"sql(
    select r.id, r.reference, r.sent_at, r.names, q.asked_at, r.danger, r.urgency
      from requests r
      join request_questions q on q.request_id = r.id and q.answered_at is null
     where r.sender_agency_id = :agency
       and r.state = 'question'
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by q.asked_at, r.id
     limit 10
)sql";

constexpr db::Sql what_the_viewer_sent_lately = R"sql(
    select r.id, r.reference, r.sent_at, r.names, r.state, r.danger, r.urgency
      from requests r
     where r.sender_user_id = :user
       and r.sender_agency_id = :agency
       and r.sent_at > :since
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by r.sent_at desc, r.id desc
     limit 10
)sql";

constexpr db::Sql added_to_a_family_the_viewer_leads = R"sql(
    select r.id, r.reference, r.sent_at, r.names, a.name as agency_name, r.danger, r.urgency, j.joined_at, j.beside
      from request_joins j
      join requests r on r.id = j.request_id
      join episodes e on e.id = j.episode_id
      join agencies a on a.id = r.sender_agency_id
     where j.read_at is null
       and (e.lead_posting_id = :posting
            or (e.agency_id = :agency
                and not exists (select 1
                                  from standing l
                                 where l.posting_id = e.lead_posting_id
                                   and l.starts_at <= :now
                                   and l.ends_at > :now)))
       and exists (select 1
                     from may_see s
                    where s.resource_id = e.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by j.joined_at, r.id
     limit 10
)sql";

constexpr db::Sql help_of_the_agency_that_nobody_leads = R"sql(
    select e.reference
      from episodes e
     where e.agency_id = :agency
       and not exists (select 1
                         from standing l
                        where l.posting_id = e.lead_posting_id
                          and l.starts_at <= :now
                          and l.ends_at > :now)
       and e.closed_at is null
       and exists (select 1
                     from may_see s
                    where s.resource_id = e.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by e.opened_at, e.id
     limit 10
)sql";

// "cross join" keeps SQLite to this order: there are fewer postings than episodes.
constexpr db::Sql help_whose_lead_has_left = R"sql(
    select e.reference
      from postings p
     cross join episodes e
     where e.lead_posting_id = p.id
       and e.closed_at is null
       and not exists (select 1
                         from standing l
                        where l.posting_id = p.id
                          and l.starts_at <= :now
                          and l.ends_at > :now)
       and exists (select 1
                     from may_see s
                    where s.resource_id = e.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now)
     order by e.opened_at, e.id
     limit 10
)sql";

constexpr db::Sql help_that_nobody_answers_for = R"sql(
    select e.reference
      from episodes e
     where e.lead_posting_id is null
       and e.closed_at is null
       and not exists (select 1
                         from involvements i
                         join standing y on y.posting_id = i.posting_id
                        where i.case_id = e.id
                          and i.agency_id = e.agency_id
                          and i.ends_at > :now
                          and y.starts_at <= :now
                          and y.ends_at > :now)
       and exists (select 1
                     from may_see s
                    where s.resource_id = e.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now)
     order by e.opened_at, e.id
     limit 10
)sql";

WaitingLine to_line(const db::Row& row) {
    WaitingLine line{.request = row.id<Request>("id"),
                     .reference = row.reference("reference"),
                     .names = row.text("names"),
                     .urgent = row.flag("danger") || row.text("urgency") == "today"};
    line.address = "/requests/" + line.reference.text();
    return line;
}

std::string state_words(State state) {
    switch (state) {
    case State::received:
        return "waiting for a decision";
    case State::question:
        return "waiting for your answer";
    case State::step_up:
        return "with social care";
    case State::decided:
        break;
    }
    return "decided";
}

void add(std::vector<WaitingLine>& lines, WaitingLine line) {
    if (lines.size() < most_lines) lines.push_back(std::move(line));
}

// One look at the queue gives the front door's five lists.
class FrontDoor {
public:
    FrontDoor(db::Reader& reader, Instant now, Waiting& waiting)
        : reader_(reader), now_(now), profile_(profiles::current(reader)), waiting_(waiting) {}

    void look(const access::Viewer& viewer) {
        const std::array parameters{db::Parameter("posting", viewer.posting), db::Parameter("now", now_)};
        reader_.for_each(waiting_at_the_front_door, parameters, [&](const db::Row& row) { sort(row); });
        for (auto* lines : {&waiting_.late, &waiting_.new_requests, &waiting_.mine, &waiting_.step_ups})
            for (auto& line : *lines)
                tell_time(line);
    }

private:
    void sort(const db::Row& row) {
        const auto state = to_state(row.text("state")).value_or(State::received);
        const auto due = row.optional_instant("due_at");
        auto line = to_line(row);
        line.from = row.text("agency_name");
        line.late = due && *due < now_;
        sent_[line.request] = row.instant("sent_at");
        if (row.flag("danger") && state == State::received) in_danger_.insert(line.request);
        if (line.late) ++waiting_.late_count, add(waiting_.late, line);
        if (state == State::step_up) ++waiting_.step_up_count, add(waiting_.step_ups, line);
        if (row.flag("is_free") && state == State::received) ++waiting_.new_count, add(waiting_.new_requests, line);
        if (row.flag("mine") && state != State::step_up) add(waiting_.mine, std::move(line));
    }

    void tell_time(WaitingLine& line) {
        const auto sent = sent_[line.request];
        if (in_danger_.contains(line.request)) {
            line.words = "a child in danger now";
            return;
        }
        line.words = clock_of(reader_, *profile_, line.request, sent, now_).words;
        if (line.words.empty()) line.words = "sent " + kith::words(sent.day());
    }

    db::Reader& reader_;
    Instant now_;
    std::shared_ptr<const profiles::Profile> profile_;
    Waiting& waiting_;
    std::map<Id<Request>, Instant> sent_;
    std::set<Id<Request>> in_danger_;
};

void look_as_referrer(db::Reader& reader, const access::Viewer& viewer, Instant now, Waiting& waiting) {
    waiting.drafts = drafts_of(reader, viewer, now);
    waiting.questions_for_me =
        reader.all(questions_for_the_agency, {{"agency", viewer.agency}, {"posting", viewer.posting}, {"now", now}},
                   [](const db::Row& row) {
                       auto line = to_line(row);
                       line.words = "asked " + words(row.instant("asked_at").day());
                       return line;
                   });
    waiting.my_requests = reader.all(what_the_viewer_sent_lately,
                                     {{"user", viewer.user},
                                      {"agency", viewer.agency},
                                      {"posting", viewer.posting},
                                      {"since", now - 90 * days_ms},
                                      {"now", now}},
                                     [](const db::Row& row) {
                                         auto line = to_line(row);
                                         const auto state = to_state(row.text("state")).value_or(State::received);
                                         line.words =
                                             "sent " + words(row.instant("sent_at").day()) + ", " + state_words(state);
                                         return line;
                                     });
}

WaitingLine to_line(const episodes::SeenEpisode& seen) {
    return {.episode = seen.episode.id,
            .family = seen.shows_content() ? seen.episode.family : Id<families::Family>(),
            .reference = seen.episode.reference,
            .names = seen.shows_content() ? seen.family_name + " family" : "Help " + seen.episode.reference.spoken(),
            .from = seen.team_name.empty() ? seen.agency_name : seen.team_name,
            .words = "since " + words(seen.episode.opened_at.day()),
            .address = "/episodes/" + seen.episode.reference.text()};
}

void look_as_helper(db::Reader& reader, const access::Viewer& viewer, Instant now, Waiting& waiting) {
    for (const auto& each : episodes::episodes_led_by(reader, viewer, now))
        waiting.leading.push_back(to_line(each));
    waiting.joined =
        reader.all(added_to_a_family_the_viewer_leads,
                   {{"posting", viewer.posting}, {"agency", viewer.agency}, {"now", now}}, [](const db::Row& row) {
                       auto line = to_line(row);
                       line.from = row.text("agency_name");
                       line.words = (row.flag("beside") ? "help was begun a second time " : "added ") +
                                    words(row.instant("joined_at").day());
                       return line;
                   });
}

// Help that waits for somebody to lead it, timed by the profile's clock "allocate".
void look_as_manager(db::Reader& reader, const access::Viewer& viewer, Instant now, Waiting& waiting) {
    const auto profile = profiles::current(reader);
    const auto unled = reader.all(help_of_the_agency_that_nobody_leads,
                                  {{"agency", viewer.agency}, {"posting", viewer.posting}, {"now", now}},
                                  [](const db::Row& row) { return row.reference("reference"); });
    for (const auto& each : unled) {
        const auto seen = episodes::find_episode(reader, viewer, each, now);
        if (!seen) continue;
        auto line = to_line(*seen);
        const auto* rule = profile->find_clock("allocate", seen->episode.opened_at.day());
        if (rule && rule->quantity.is_set()) {
            const auto clock =
                profiles::standing(*rule, profile->calendar, profile->hours, seen->episode.opened_at, {}, now);
            line.words = clock.words;
            line.late = clock.late;
        }
        if (line.late) ++waiting.late_count, add(waiting.late, line);
        waiting.unled.push_back(std::move(line));
    }
}

// The front door knows that there is help, and finds somebody to go on with it, or to begin.
void look_for_leads_who_left(db::Reader& reader, const access::Viewer& viewer, Instant now, Waiting& waiting) {
    const auto left = reader.all(help_whose_lead_has_left, {{"posting", viewer.posting}, {"now", now}},
                                 [](const db::Row& row) { return row.reference("reference"); });
    for (const auto& each : left) {
        const auto seen = episodes::find_episode(reader, viewer, each, now);
        if (!seen) continue;
        auto line = to_line(*seen);
        line.words = seen->led_before.empty() ? "whoever led it has left" : seen->led_before + " led it and has left";
        waiting.unled.push_back(std::move(line));
    }
    const auto unknown = reader.all(help_that_nobody_answers_for, {{"posting", viewer.posting}, {"now", now}},
                                    [](const db::Row& row) { return row.reference("reference"); });
    for (const auto& each : unknown)
        if (const auto seen = episodes::find_episode(reader, viewer, each, now)) {
            auto line = to_line(*seen);
            line.words = "nobody there sees it yet: ring them, and name who leads";
            waiting.unled.push_back(std::move(line));
        }
}

} // namespace

Waiting waiting_for(db::Reader& reader, const access::Viewer& viewer, Instant now) {
    Waiting waiting;
    if (viewer.may(access::Action::ask_for_support)) look_as_referrer(reader, viewer, now, waiting);
    if (viewer.may(access::Action::read_episode)) look_as_helper(reader, viewer, now, waiting);
    if (viewer.role == access::Role::team_manager) look_as_manager(reader, viewer, now, waiting);
    if (viewer.may(access::Action::triage_request)) {
        FrontDoor(reader, now, waiting).look(viewer);
        look_for_leads_who_left(reader, viewer, now, waiting);
    }
    return waiting;
}

} // namespace kith::requests
