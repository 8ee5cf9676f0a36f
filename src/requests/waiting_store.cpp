#include "db/database.h"
#include "episodes/episode_clock.h"
#include "episodes/step_up_store.h"
#include "profiles/profile_store.h"
#include "requests/request_store.h"
#include "requests/told_apart_store.h"
#include "requests/waiting.h"

namespace kith::requests {

namespace {

// What one kind of list asks for. Only requests whose content the viewer may see.
constexpr db::Sql waiting_at_the_front_door = R"sql(
    select r.id, r.reference, r.sent_at, r.names, a.name as agency_name, r.state, r.danger, r.urgency, r.due_at,
           coalesce(r.taken_by_posting_id = :posting, false) as mine,
           case when r.state = 'step_up' then (select max(u.asked_at)
                                                 from request_decisions d
                                                 join step_ups u on u.id = d.step_up_id
                                                where d.request_id = r.id) end as stepped_up_at,
           (select q.asked_at
              from request_questions q
             where q.request_id = r.id
               and q.answered_at is null) as question_at,
           not exists (select 1
                         from standing l
                        where l.posting_id = r.taken_by_posting_id
                          and l.starts_at <= :now
                          and l.ends_at > :now) as is_free,
           (exists (select 1
                      from request_takers t
                     where t.request_id = r.id)
            or exists (select 1
                         from request_questions q
                        where q.request_id = r.id)
            or exists (select 1
                         from request_decisions d
                        where d.request_id = r.id)) as was_acted_on,
           b.sent_back_at, b.replied_at
      from requests r
      join agencies a on a.id = r.sender_agency_id
      join request_replies b on b.request_id = r.id
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
    select r.id, r.reference, r.sent_at, r.names, q.asked_at, r.danger, r.urgency, count(*) over () as total
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
     limit :many offset :passed
)sql";

// What a colleague finished and sent stands with whoever had begun it too.
constexpr db::Sql what_the_viewer_asked_for_lately = R"sql(
    with asked (id) as (
        select id
          from requests
         where sender_user_id = :user
           and sent_at > :since
        union
        select b.id
          from postings p
          join requests b on b.begun_by_posting_id = p.id
         where p.user_id = :user
           and b.sent_at > :since
    )
    select r.id, r.reference, r.sent_at, r.names, r.state, r.danger, r.urgency, r.sender_user_id, u.name as sender_name,
           b.sent_back_at, b.accepted_at, count(*) over () as total
      from asked a
      join requests r on r.id = a.id
      join users u on u.id = r.sender_user_id
      join request_replies b on b.request_id = r.id
     where r.sender_agency_id = :agency
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by r.sent_at desc, r.id desc
     limit :many offset :passed
)sql";

constexpr db::Sql added_to_a_family_the_viewer_leads = R"sql(
    select r.id, r.reference, r.sent_at, r.names, r.sender_agency_id, a.name as agency_name, a.confidential, r.danger,
           r.urgency, j.joined_at, j.beside, count(*) over () as total
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
     limit :many offset :passed
)sql";

constexpr db::Sql help_the_viewer_leads = R"sql(
    select e.id, count(*) over () as total
      from episodes e
     where e.lead_posting_id = :posting
       and e.closed_at is null
       and exists (select 1
                     from may_see s
                    where s.resource_id = e.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now)
     order by e.opened_at, e.id
     limit :many offset :passed
)sql";

constexpr db::Sql handed_over_by_the_viewer = R"sql(
    select e.id, u.asked_at, count(*) over () as total
      from episodes e
      join step_ups u on u.episode_id = e.id
     where e.lead_posting_id = :posting
       and e.closed_at is null
       and not exists (select 1 from step_up_answers a where a.step_up_id = u.id)
       and exists (select 1
                     from may_see s
                    where s.resource_id = e.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by u.asked_at, u.id
     limit :many offset :passed
)sql";

constexpr db::Sql handed_over_by_the_agency = R"sql(
    select e.id, u.asked_at, count(*) over () as total
      from step_ups u
      join episodes e on e.id = u.episode_id
     where e.agency_id = (select p.agency_id from postings p where p.id = :posting)
       and e.closed_at is null
       and not exists (select 1 from step_up_answers a where a.step_up_id = u.id)
       and exists (select 1
                     from may_see s
                    where s.resource_id = e.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by u.asked_at, u.id
     limit :many offset :passed
)sql";

constexpr db::Sql help_of_the_agency_that_nobody_leads = R"sql(
    select e.id, count(*) over () as total
      from episodes e
     where e.agency_id = (select p.agency_id from postings p where p.id = :posting)
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
     limit :many offset :passed
)sql";

constexpr db::Sql help_of_the_agency = R"sql(
    select e.id, count(*) over () as total
      from episodes e
     where e.agency_id = (select p.agency_id from postings p where p.id = :posting)
       and e.closed_at is null
       and exists (select 1
                     from may_see s
                    where s.resource_id = e.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by e.opened_at desc, e.id desc
     limit :many offset :passed
)sql";

// Whoever led it has left, or nobody there sees it yet. "cross join" keeps SQLite to this order: there are fewer
// postings than episodes.
constexpr db::Sql help_that_nobody_goes_on_with = R"sql(
    with left_behind (id, opened_at) as (
        select e.id, e.opened_at
          from postings p
         cross join episodes e
         where e.lead_posting_id = p.id
           and e.closed_at is null
           and not exists (select 1
                             from standing l
                            where l.posting_id = p.id
                              and l.starts_at <= :now
                              and l.ends_at > :now)
        union all
        select e.id, e.opened_at
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
    )
    select e.id, count(*) over () as total
      from left_behind e
     where exists (select 1
                     from may_see s
                    where s.resource_id = e.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now)
     order by e.opened_at, e.id
     limit :many offset :passed
)sql";

// Whoever ended it knows. It is seen for thirty days more, and stands here as long.
constexpr db::Sql ended_as_managers_are_told = R"sql(
    select e.id, count(*) over () as total
      from episode_endings x
      join episodes e on e.id = x.episode_id
     where x.tells_manager
       and x.recorded_by_posting_id <> :posting
       and e.agency_id = (select p.agency_id from postings p where p.id = :posting)
       and exists (select 1
                     from may_see s
                    where s.resource_id = e.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by x.recorded_at desc, e.id
     limit :many offset :passed
)sql";

WaitingLine to_waiting_line(const db::Row& row) {
    WaitingLine line{.request = row.id<Request>("id"),
                     .reference = row.reference("reference"),
                     .names = row.text("names"),
                     .urgent = row.flag("danger") || row.text("urgency") == "today"};
    line.address = "/requests/" + line.reference.text();
    return line;
}

std::string state_words(const profiles::Profile& profile, const db::Row& row) {
    const auto state = to_state(row.text("state")).value_or(State::received);
    switch (state) {
    case State::received:
        return row.optional_instant("sent_back_at")
                   ? "sent back by " + profile.word("social_care") + ", waiting for a decision again"
                   : "waiting for a decision";
    case State::question:
        return "waiting for your answer";
    case State::step_up:
        return "with " + profile.word("social_care") + ", not accepted yet";
    case State::decided:
        break;
    }
    return row.optional_instant("accepted_at") ? "accepted by " + profile.word("social_care") : "decided";
}

// What came back to it, before the words that stand there already.
void tell_reply(const profiles::Profile& profile, const db::Row& row, WaitingLine& line) {
    const auto sent_back = row.optional_instant("sent_back_at"), replied = row.optional_instant("replied_at");
    line.sent_back = sent_back.has_value();
    line.replied = replied.has_value();
    if (sent_back)
        line.words = fmt::format("sent back by {} on {}", profile.word("social_care"), words(sent_back->day()));
    if (replied) line.words += (line.words.empty() ? "answered " : ", answered ") + words(replied->day());
}

void add_words(WaitingLine& line, const std::string& words) {
    line.words += (line.words.empty() ? "" : ", ") + words;
}

void add(WaitingList& list, WaitingLine line) {
    ++list.count;
    if (list.lines.size() < most_lines) list.lines.push_back(std::move(line));
}

std::string asked_words(Instant asked, const profiles::Standing& clock) {
    return "asked " + words(asked.day()) + (clock.words.empty() ? ", no time limit is set" : ", " + clock.words);
}

WaitingLine asked_of_the_referrer(WaitingLine line, Instant asked, const profiles::Profile& profile, Instant now) {
    const auto clock = profile.clock("answer", asked, now);
    add_words(line, "asked " + words(asked.day()) + (clock.words.empty() ? "" : ", " + clock.words));
    line.late = clock.late;
    return line;
}

// One look at the queue gives the front door's lists of requests.
class FrontDoor {
public:
    FrontDoor(db::Reader& reader, Instant now, Waiting& waiting)
        : reader_(reader), now_(now), profile_(profiles::current(reader)), waiting_(waiting) {}

    void look(const access::Viewer& viewer) {
        const std::array parameters{db::Parameter("posting", viewer.posting), db::Parameter("now", now_)};
        reader_.for_each(waiting_at_the_front_door, parameters, [&](const db::Row& row) { sort(row); });
        for (auto* list : {&waiting_.late, &waiting_.new_requests, &waiting_.mine})
            for (auto& line : list->lines)
                tell_time(line);
        for (auto& line : waiting_.new_requests.lines)
            tell_that_nobody_took_it(line);
    }

private:
    void sort(const db::Row& row) {
        const auto state = to_state(row.text("state")).value_or(State::received);
        const auto due = row.optional_instant("due_at");
        auto line = to_waiting_line(row);
        line.from = row.text("agency_name");
        tell_reply(*profile_, row, line);
        line.late = due && *due < now_;
        sent_[line.request] = row.instant("sent_at");
        if (!row.flag("was_acted_on")) untouched_.insert(line.request);
        if (state == State::step_up) return add(waiting_.step_ups, chased(std::move(line), row));
        if (line.late) add(waiting_.late, line);
        if (row.flag("danger")) {
            if (state == State::received) in_danger_.insert(line.request);
            if (row.flag("is_free") || row.flag("mine")) add(waiting_.in_danger, in_danger(line, row, state));
        } else if (row.flag("is_free")) {
            add_free(line, row, state);
        }
        if (row.flag("mine")) add(waiting_.mine, std::move(line));
    }

    WaitingLine in_danger(WaitingLine line, const db::Row& row, State state) const {
        add_words(line, "sent " + words(row.instant("sent_at")));
        if (state == State::question) add_words(line, "asked a question");
        add_words(line, row.flag("mine") ? "taken by you" : "taken by nobody yet");
        return line;
    }

    void add_free(const WaitingLine& line, const db::Row& row, State state) {
        if (state == State::received) return add(waiting_.new_requests, line);
        add(waiting_.unanswered, asked_of_the_referrer(line, row.instant("question_at"), *profile_, now_));
    }

    WaitingLine chased(WaitingLine line, const db::Row& row) const {
        const auto asked = row.instant("stepped_up_at");
        const auto clock = episodes::clock_of_step_up(asked, *profile_, now_);
        line.words = asked_words(asked, clock);
        line.late = clock.late;
        line.address += "/step-up";
        return line;
    }

    void tell_time(WaitingLine& line) {
        const auto sent = sent_[line.request];
        if (in_danger_.contains(line.request)) return add_words(line, "a child in danger now");
        const auto clock = clock_of(reader_, *profile_, line.request, sent, now_);
        add_words(line, clock.words.empty() ? "sent " + kith::words(sent.day()) : clock.words);
    }

    void tell_that_nobody_took_it(WaitingLine& line) const {
        if (!untouched_.contains(line.request)) return;
        if (profile_->clock("acknowledge", sent_.at(line.request), now_).late) line.words += ", but not taken in time";
    }

    db::Reader& reader_;
    Instant now_;
    std::shared_ptr<const profiles::Profile> profile_;
    Waiting& waiting_;
    std::map<Id<Request>, Instant> sent_;
    std::set<Id<Request>> in_danger_, untouched_;
};

// A list's lines from its rows, and how many there are in all.
template <typename ToLine>
WaitingList list_from(db::Reader& reader, const db::Sql& question, std::vector<db::Parameter> parameters, Span span,
                      ToLine&& to_line) {
    parameters.emplace_back("many", span.many);
    parameters.emplace_back("passed", span.passed);
    WaitingList list;
    reader.for_each(question, parameters, [&](const db::Row& row) {
        list.count = row.integer("total");
        list.lines.push_back(to_line(row));
    });
    return list;
}

WaitingList questions_for(db::Reader& reader, const access::Viewer& viewer, Span span, Instant now) {
    const auto profile = profiles::current(reader);
    return list_from(reader, questions_for_the_agency,
                     {{"agency", viewer.agency}, {"posting", viewer.posting}, {"now", now}}, span,
                     [&](const db::Row& row) {
                         return asked_of_the_referrer(to_waiting_line(row), row.instant("asked_at"), *profile, now);
                     });
}

WaitingList sent_by(db::Reader& reader, const access::Viewer& viewer, Span span, Instant now) {
    const auto profile = profiles::current(reader);
    return list_from(reader, what_the_viewer_asked_for_lately,
                     {{"user", viewer.user},
                      {"agency", viewer.agency},
                      {"posting", viewer.posting},
                      {"since", now - 90 * days_ms},
                      {"now", now}},
                     span, [&](const db::Row& row) {
                         auto line = to_waiting_line(row);
                         const bool is_own = row.id<access::User>("sender_user_id") == viewer.user;
                         line.words =
                             fmt::format("sent {}{}, {}", words(row.instant("sent_at").day()),
                                         is_own ? "" : " by " + row.text("sender_name"), state_words(*profile, row));
                         return line;
                     });
}

WaitingList added_for(db::Reader& reader, const access::Viewer& viewer, Span span, Instant now) {
    return list_from(
        reader, added_to_a_family_the_viewer_leads,
        {{"posting", viewer.posting}, {"agency", viewer.agency}, {"now", now}}, span, [&](const db::Row& row) {
            auto line = to_waiting_line(row);
            line.from = known_to(viewer, {}, sender_agency(row)).agency_name; // whoever helps is not the front door
            line.words = (row.flag("beside") ? "help was begun a second time " : "added ") +
                         words(row.instant("joined_at").day());
            return line;
        });
}

WaitingLine to_waiting_line(const episodes::SeenEpisode& seen) {
    return {.episode = seen.episode.id,
            .family = seen.shows_content() ? seen.episode.family : Id<families::Family>(),
            .reference = seen.episode.reference,
            .names = seen.shows_content() ? seen.family_name + " family" : "Help " + seen.episode.reference.spoken(),
            .from = seen.team_name.empty() ? seen.agency_name : seen.team_name,
            .words = "since " + words(seen.episode.opened_at.day()),
            .address = "/episodes/" + seen.episode.reference.text()};
}

// Help whose ids the question gives, with what `tell` adds to each line.
template <typename Tell>
WaitingList help_from(db::Reader& reader, const access::Viewer& viewer, const db::Sql& question, Span span, Instant now,
                      Tell&& tell) {
    WaitingList list;
    const auto ids =
        reader.all(question, {{"posting", viewer.posting}, {"now", now}, {"many", span.many}, {"passed", span.passed}},
                   [&](const db::Row& row) {
                       list.count = row.integer("total");
                       return row.id<episodes::Episode>("id");
                   });
    for (const auto& seen : episodes::find_episodes(reader, viewer, ids, now)) {
        auto line = to_waiting_line(seen);
        tell(seen, line);
        list.lines.push_back(std::move(line));
    }
    return list;
}

void tell_time(const profiles::Standing& clock, WaitingLine& line) {
    if (!clock.words.empty()) line.words += ", " + clock.words;
    line.late = clock.late;
}

WaitingList led_by(db::Reader& reader, const access::Viewer& viewer, Span span, Instant now) {
    const auto profile = profiles::current(reader);
    return help_from(reader, viewer, help_the_viewer_leads, span, now,
                     [&](const episodes::SeenEpisode& seen, WaitingLine& line) {
                         if (seen.shows_content() && !seen.episode.agreed)
                             line.words += ", the family has not agreed yet";
                         tell_time(episodes::clock_of(seen, *profile, now), line);
                     });
}

WaitingList handed_over_by(db::Reader& reader, const access::Viewer& viewer, Span span, Instant now) {
    const auto profile = profiles::current(reader);
    const bool manages = viewer.role == access::Role::team_manager;
    return help_from(reader, viewer, manages ? handed_over_by_the_agency : handed_over_by_the_viewer, span, now,
                     [&](const episodes::SeenEpisode& seen, WaitingLine& line) {
                         for (const auto& each : episodes::step_ups_of(reader, seen.episode.id)) {
                             if (!each.is_pending()) continue;
                             const auto clock = episodes::clock_of(each, *profile, now);
                             line.words = asked_words(each.asked_at, clock);
                             line.late = clock.late;
                         }
                     });
}

// Help that waits for somebody to lead it.
WaitingList unled_of_the_agency(db::Reader& reader, const access::Viewer& viewer, Span span, Instant now) {
    const auto profile = profiles::current(reader);
    return help_from(reader, viewer, help_of_the_agency_that_nobody_leads, span, now,
                     [&](const episodes::SeenEpisode& seen, WaitingLine& line) {
                         tell_time(episodes::clock_of(seen, *profile, now), line);
                     });
}

// All help of the agency, whoever leads it.
WaitingList helped_by_the_agency(db::Reader& reader, const access::Viewer& viewer, Span span, Instant now) {
    return help_from(reader, viewer, help_of_the_agency, span, now,
                     [](const episodes::SeenEpisode& seen, WaitingLine& line) {
                         line.words += seen.lead_name.empty() ? ", nobody leads now" : ", led by " + seen.lead_name;
                     });
}

WaitingList ended_in_the_agency(db::Reader& reader, const access::Viewer& viewer, Span span, Instant now) {
    return help_from(reader, viewer, ended_as_managers_are_told, span, now,
                     [&](const episodes::SeenEpisode& seen, WaitingLine& line) {
                         const auto ending = episodes::find_ending(reader, seen.episode.id);
                         line.words = ending->label + ", " + words(*ending->on);
                     });
}

// The front door knows that there is help, and finds somebody to go on with it, or to begin.
WaitingList unled_at_the_front_door(db::Reader& reader, const access::Viewer& viewer, Span span, Instant now) {
    return help_from(reader, viewer, help_that_nobody_goes_on_with, span, now,
                     [](const episodes::SeenEpisode& seen, WaitingLine& line) {
                         if (seen.episode.lead.empty())
                             line.words = "nobody there sees it yet: ring them, and name who leads";
                         else
                             line.words = seen.led_before.empty() ? "whoever led it has left"
                                                                  : seen.led_before + " led it and has left";
                     });
}

constexpr std::array lists = {
    std::pair{Waits::questions, std::string_view("questions")},
    std::pair{Waits::sent, std::string_view("sent")},
    std::pair{Waits::added, std::string_view("added")},
    std::pair{Waits::leading, std::string_view("leading")},
    std::pair{Waits::handed_over, std::string_view("handed-over")},
    std::pair{Waits::unled, std::string_view("unled")},
    std::pair{Waits::helped, std::string_view("helped")},
    std::pair{Waits::ended, std::string_view("ended")},
};

} // namespace

std::string_view code(Waits list) {
    return std::find_if(lists.begin(), lists.end(), [&](const auto& each) { return each.first == list; })->second;
}

std::optional<Waits> to_waits(std::string_view code) {
    for (const auto& [list, its_code] : lists)
        if (its_code == code) return list;
    return std::nullopt;
}

namespace {

// Families in a list are not told apart yet.
WaitingList lines_of(db::Reader& reader, const access::Viewer& viewer, Waits list, Span span, Instant now) {
    const bool asks = viewer.may(access::Action::ask_for_support);
    const bool helps = viewer.may(access::Action::read_episode);
    const bool manages = viewer.role == access::Role::team_manager;
    switch (list) {
    case Waits::questions:
        return asks ? questions_for(reader, viewer, span, now) : WaitingList();
    case Waits::sent:
        return asks ? sent_by(reader, viewer, span, now) : WaitingList();
    case Waits::added:
        return helps ? added_for(reader, viewer, span, now) : WaitingList();
    case Waits::leading:
        return helps ? led_by(reader, viewer, span, now) : WaitingList();
    case Waits::handed_over:
        return helps ? handed_over_by(reader, viewer, span, now) : WaitingList();
    case Waits::helped:
        return manages ? helped_by_the_agency(reader, viewer, span, now) : WaitingList();
    case Waits::ended:
        return manages ? ended_in_the_agency(reader, viewer, span, now) : WaitingList();
    case Waits::unled:
        break;
    }
    if (manages) return unled_of_the_agency(reader, viewer, span, now);
    return viewer.may(access::Action::triage_request) ? unled_at_the_front_door(reader, viewer, span, now)
                                                      : WaitingList();
}

// Of all help that nobody leads, not only of the lines that stand on Home.
void add_late_help(db::Reader& reader, const access::Viewer& viewer, Instant now, Waiting& waiting) {
    const bool is_whole = waiting.unled.count == static_cast<std::int64_t>(waiting.unled.lines.size());
    const auto all =
        is_whole ? waiting.unled : lines_of(reader, viewer, Waits::unled, {.many = waiting.unled.count}, now);
    for (const auto& line : all.lines)
        if (line.late) add(waiting.late, line);
}

} // namespace

WaitingList waiting_list(db::Reader& reader, const access::Viewer& viewer, Waits list, Span span, Instant now) {
    auto lines = lines_of(reader, viewer, list, span, now);
    tell_families_apart(reader, viewer, std::array{&lines}, now);
    return lines;
}

Waiting waiting_for(db::Reader& reader, const access::Viewer& viewer, Instant now) {
    const auto first = [&](Waits list) { return lines_of(reader, viewer, list, {}, now); };
    Waiting waiting{.questions = first(Waits::questions),
                    .sent = first(Waits::sent),
                    .added = first(Waits::added),
                    .leading = first(Waits::leading),
                    .handed_over = first(Waits::handed_over),
                    .unled = first(Waits::unled),
                    .ended = first(Waits::ended)};
    if (viewer.may(access::Action::ask_for_support)) waiting.drafts = drafts_of(reader, viewer, now);
    if (viewer.may(access::Action::triage_request)) FrontDoor(reader, now, waiting).look(viewer);
    if (viewer.role == access::Role::team_manager) add_late_help(reader, viewer, now, waiting);
    tell_families_apart(
        reader, viewer,
        std::array{&waiting.leading, &waiting.handed_over, &waiting.unled, &waiting.late, &waiting.ended}, now);
    return waiting;
}

} // namespace kith::requests
