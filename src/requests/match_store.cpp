#include "requests/match_store.h"

#include "access/register.h"
#include "families/family_store.h"
#include "people/same_person.h"
#include "people/search_store.h"
#include "people/similar.h"
#include "requests/new_person.h"
#include "requests/request_rows.h"
#include "requests/worker_store.h"

namespace kith::requests {

namespace {

// The numbers are those of SaidOf. Most descriptions are empty: without nullif PostgreSQL takes all of those for pairs,
// and reads the whole table of what was said.
constexpr db::Sql what_was_said = R"sql(
    with recursive chosen_from (about, named) as (
        select p.id, p.earlier_id
          from request_persons p
         where p.request_id = :request
           and p.earlier_id is not null
        union
        select c.about, p.earlier_id
          from chosen_from c
          join request_persons p on p.id = c.named
         where p.earlier_id is not null
    ),
    said_of (about, named, nearness) as (
        select p.id, p.id, 0
          from request_persons p
         where p.request_id = :request
        union all
        select about, named, 1
          from chosen_from
        union all
        select p.id, q.id, 2
          from request_persons p
          join request_persons q on q.described = nullif(p.described, '')
         where p.request_id = :request
           and q.described <> ''
           and q.id <> p.id
    )
    select o.about, o.nearness, m.person_id, m.verdict, m.reason, m.said_at, m.said_by_posting_id
      from said_of o
      join request_matches m on m.request_person_id = o.named
     order by m.said_at, m.id
)sql";

constexpr db::Sql earlier_requests_about_these_people = R"sql(
    select distinct p.person_id, r.id, r.reference, r.sent_at, r.sender_agency_id, a.name as agency_name, a.confidential, r.state,
           (select d.label
              from request_decisions d
             where d.request_id = r.id
             order by d.decided_at desc, d.id desc
             limit 1) as decision
      from request_persons p
      join requests r on r.id = p.request_id
      join agencies a on a.id = r.sender_agency_id
     where p.person_id in (:p0, :p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11)
       and r.id <> :but
     order by r.sent_at desc, r.id
)sql";

// Most descriptions are empty: see above. Whoever was chosen is chosen again, and by several. The request itself is
// among them: to leave it out here has SQLite read all requests first, for a filter.
constexpr db::Sql requests_about_somebody_alike = R"sql(
    with recursive chosen_from (about, id, earlier_id) as (
        select p.id, p.id, p.earlier_id
          from request_persons p
         where p.request_id = :request
         union
        select c.about, q.id, q.earlier_id
          from chosen_from c
          join request_persons q on q.id = c.earlier_id
    ),
    chosen (about, id) as (
        select about, id
          from chosen_from
         union
        select c.about, q.id
          from chosen c
          join request_persons q on q.earlier_id = c.id
    ),
    alike (about, named) as (
        select about, id
          from chosen
         union
        select p.id, q.id
          from request_persons p
          join request_persons q on q.described = nullif(p.described, '')
         where p.request_id = :request
           and q.described <> ''
    )
    select distinct l.about, r.id, r.reference, r.sent_at, r.sender_agency_id, a.name as agency_name, a.confidential, r.state,
           (select d.label
              from request_decisions d
             where d.request_id = r.id
             order by d.decided_at desc, d.id desc
             limit 1) as decision
      from alike l
      join request_persons n on n.id = l.named
      join requests r on r.id = n.request_id
      join agencies a on a.id = r.sender_agency_id
     order by r.sent_at desc, r.id
)sql";

// Of the families that they belong to.
constexpr db::Sql help_for_these_people = R"sql(
    select distinct m.person_id, m.family_id, e.id, e.opened_at
      from standing_members m
      join episodes e on e.family_id = m.family_id
     where m.person_id in (:p0, :p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11)
       and (m.until_on is null or m.until_on >= :today)
     order by e.opened_at desc, e.id desc
)sql";

// With everybody who belongs to them.
constexpr db::Sql families_of_these_people = R"sql(
    select distinct m.person_id, f.id, f.reference, n.name, o.person_id as member_id
      from standing_members m
      join families f on f.id = m.family_id
      join family_names n on n.family_id = f.id
      join standing_members o on o.family_id = f.id
     where m.person_id in (:p0, :p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11)
       and (m.until_on is null or m.until_on >= :today)
       and (o.until_on is null or o.until_on >= :today)
       and not exists (select 1 from family_names l where l.family_id = n.family_id and l.number > n.number)
     order by n.name, f.reference, m.person_id, o.person_id
)sql";

struct Belonging {
    Id<people::Person> person;
    KnownFamilyOf family;
    Id<people::Person> member;
};

// Both hidden ones too, until the rule was asked.
template <typename About>
struct Earlier {
    Id<About> about; // the person, or whom the request names
    EarlierRequest request;
    Worker sender = {}; // its agency alone
};

struct Help {
    Id<people::Person> person;
    Id<families::Family> family;
    Id<episodes::Episode> episode;
};

template <typename About>
Earlier<About> to_earlier(const db::Row& row, std::string_view about) {
    return {.about = row.id<About>(about),
            .request = {.id = row.id<Request>("id"),
                        .reference = row.reference("reference"),
                        .sent_at = row.instant("sent_at"),
                        .state = to_state(row.text("state")).value_or(State::received),
                        .decision = row.text("decision")},
            .sender = sender_agency(row)};
}

Help to_help(const db::Row& row) {
    return {.person = row.id<people::Person>("person_id"),
            .family = row.id<families::Family>("family_id"),
            .episode = row.id<episodes::Episode>("id")};
}

people::Match a_match(people::Summary summary, std::string reason) {
    people::Match match{{.summary = std::move(summary), .words = {}}, {}};
    if (!reason.empty()) match.reasons.push_back(std::move(reason));
    return match;
}

constexpr std::size_t people_in_a_question = 12;

std::vector<db::Parameter> these_people(std::span<PossibleMatch* const> matches) {
    static constexpr std::array<std::string_view, people_in_a_question> names{"p0", "p1", "p2", "p3", "p4",  "p5",
                                                                              "p6", "p7", "p8", "p9", "p10", "p11"};
    std::vector<db::Parameter> parameters;
    for (std::size_t i = 0; i < people_in_a_question; ++i)
        parameters.emplace_back(names[i], matches[std::min(i, matches.size() - 1)]->match.candidate.summary.id);
    return parameters;
}

Belonging to_belonging(const db::Row& row) {
    return {.person = row.id<people::Person>("person_id"),
            .family = {row.id<families::Family>("id"), row.reference("reference"), row.text("name")},
            .member = row.id<people::Person>("member_id")};
}

struct Known {
    std::vector<Earlier<people::Person>> earlier;
    std::vector<Help> help;
    std::vector<Belonging> belonging;
};

// Nothing where the viewer may not know of it.
template <typename About>
std::optional<EarlierRequest> as_known(const Earlier<About>& each, const access::Viewer& viewer,
                                       const access::Rights& rights) {
    if (rights.to(access::Action::read_request).effect == access::Effect::hidden) return std::nullopt;
    auto request = each.request;
    request.from = known_to(viewer, rights, each.sender).agency_name;
    return request;
}

// What the viewer may know of.
Known earlier_and_help(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                       std::span<PossibleMatch* const> matches, Instant now) {
    Known found;
    auto about_help = these_people(matches), about_requests = about_help;
    about_help.emplace_back("today", now.day());
    about_requests.emplace_back("but", request.id);
    reader.ask({{help_for_these_people, about_help, [&](const db::Row& row) { found.help.push_back(to_help(row)); }},
                {families_of_these_people, about_help,
                 [&](const db::Row& row) { found.belonging.push_back(to_belonging(row)); }},
                {earlier_requests_about_these_people, about_requests,
                 [&](const db::Row& row) { found.earlier.push_back(to_earlier<people::Person>(row, "person_id")); }}});

    std::vector<std::string_view> ids;
    for (const auto& each : found.help)
        ids.push_back(each.family.text());
    for (const auto& each : found.earlier)
        ids.push_back(each.request.id.text());
    for (const auto& each : found.belonging) {
        ids.push_back(each.family.id.text());
        ids.push_back(each.member.text());
    }
    const auto rights = access::rights_to_each(reader, viewer, ids, now);

    Known known;
    auto next = rights.begin();
    for (auto& each : found.help)
        if ((next++)->to(access::Action::read_family).effect != access::Effect::hidden)
            known.help.push_back(std::move(each));
    for (const auto& each : found.earlier)
        if (auto as_told = as_known(each, viewer, *next++))
            known.earlier.push_back({each.about, std::move(*as_told), each.sender});
    for (auto& each : found.belonging) {
        const bool family = (next++)->to(access::Action::read_family).effect != access::Effect::hidden;
        const bool member = (next++)->to(access::Action::read_person).effect != access::Effect::hidden;
        if (family && member) known.belonging.push_back(std::move(each));
    }
    return known;
}

// Whoever may not be known is not counted either.
std::vector<KnownFamilyOf> families_of(const Known& known, const Id<people::Person>& person) {
    std::vector<KnownFamilyOf> families;
    for (const auto& each : known.belonging) {
        if (each.person != person) continue;
        if (families.empty() || families.back().id != each.family.id) families.push_back(each.family);
        ++families.back().people;
    }
    return families;
}

void add_what_is_known(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                       std::span<PossibleMatch* const> matches, Instant now) {
    const auto known = earlier_and_help(reader, viewer, request, matches, now);
    std::set<Id<episodes::Episode>> help;
    for (const auto& each : known.help)
        help.insert(each.episode);
    std::map<Id<episodes::Episode>, episodes::SeenEpisode> episodes;
    for (auto& seen : episodes::find_episodes(reader, viewer, {help.begin(), help.end()}, now))
        episodes.emplace(seen.episode.id, std::move(seen));
    for (auto* match : matches) {
        const auto& person = match->match.candidate.summary.id;
        match->families = families_of(known, person);
        for (const auto& each : known.earlier)
            if (each.about == person) match->earlier.push_back(each.request);
        for (const auto& each : known.help)
            if (const auto seen = episodes.find(each.episode); each.person == person && seen != episodes.end())
                match->episodes.push_back(seen->second);
    }
}

bool stands_with_a_match(const MatchesFor& matches, Id<Request> request) {
    const auto has = [&](const PossibleMatch& match) {
        return std::any_of(match.earlier.begin(), match.earlier.end(),
                           [&](const EarlierRequest& each) { return each.id == request; });
    };
    return (matches.confirmed && has(*matches.confirmed)) ||
           std::any_of(matches.possible.begin(), matches.possible.end(), has);
}

void add_requests_alike(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                        std::vector<MatchesFor>& matches, Instant now) {
    const auto found = reader.all(requests_about_somebody_alike, {{"request", request.id}},
                                  [](const db::Row& row) { return to_earlier<RequestPerson>(row, "about"); });
    std::vector<std::string_view> ids;
    for (const auto& each : found)
        ids.push_back(each.request.id.text());
    const auto rights = access::rights_to_each(reader, viewer, ids, now);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto& each = found[i];
        if (each.request.id == request.id) continue;
        const auto at = std::find_if(matches.begin(), matches.end(),
                                     [&](const MatchesFor& its) { return its.about == each.about; });
        if (at == matches.end() || stands_with_a_match(*at, each.request.id)) continue;
        if (auto as_told = as_known(each, viewer, rights[i])) at->alike.push_back(std::move(*as_told));
    }
}

// The person that the child was matched to when this agency asked about it before comes first: still for a person to
// confirm.
void put_earlier_first(db::Reader& reader, const access::Viewer& viewer, const RequestPerson& about,
                       std::vector<people::Match>& found, Instant now) {
    if (about.earlier.empty()) return;

    const auto earlier = whom_the_earlier_was(reader, about.earlier);
    if (!earlier) return;

    std::erase_if(found, [&](const people::Match& match) { return match.candidate.summary.id == *earlier; });
    for (auto& summary : people::summaries(reader, viewer, {*earlier}, now))
        found.insert(found.begin(),
                     a_match(std::move(summary), "the same child as in an earlier request of this agency"));
    people::show_leading_records(reader, viewer, found, now);
}

bool is_looked_for(const RequestPerson& about) {
    return about.person.empty() && !search_words(about).empty();
}

// For each person of the request whom somebody is looked for; the others' lists are empty.
std::vector<std::vector<people::Match>> candidates(db::Reader& reader, const access::Viewer& viewer,
                                                   const Request& request, const access::Permit& location,
                                                   Instant now) {
    std::vector<people::NewPerson> looked_for;
    for (const auto& about : request.people) {
        if (!is_looked_for(about)) continue;
        const auto* where = about.whereabouts.reveal(location);
        looked_for.push_back(new_person(about, where ? *where : Whereabouts()));
    }
    auto found = people::likely_same_each(reader, viewer, looked_for, now);
    for (std::size_t i = 0; i < found.size() && request.state != State::decided; ++i)
        people::add_similar_to_asked(reader, viewer, looked_for[i], found[i], now);
    std::vector<std::vector<people::Match>> all;
    auto next = found.begin();
    for (const auto& about : request.people) {
        all.push_back(is_looked_for(about) ? std::move(*next++) : std::vector<people::Match>());
        if (is_looked_for(about)) put_earlier_first(reader, viewer, about, all.back(), now);
    }
    return all;
}

std::vector<Refusal> refused_for(db::Reader& reader, const access::Viewer& viewer, const RequestPerson& about,
                                 const std::vector<StandingVerdict>& standing, Instant now) {
    std::map<Id<people::Person>, StandingVerdict> refused;
    std::vector<Id<people::Person>> ids;
    for (const auto& each : standing) {
        if (each.said.about != about.id || each.said.verdict != Verdict::not_same) continue;
        refused.emplace(each.said.person, each);
        ids.push_back(each.said.person);
    }
    std::vector<Refusal> all;
    for (auto& summary : people::summaries(reader, viewer, ids, now)) {
        const auto& verdict = refused.at(summary.id);
        all.push_back({std::move(summary), verdict, worker(reader, verdict.by).words()});
    }
    return all;
}

// What was said of one record holds for every record of its person of which nothing else was said.
std::vector<StandingVerdict> of_all_records(db::Reader& reader, std::vector<StandingVerdict> verdicts) {
    const auto has = [&](const Said& said) {
        return std::any_of(verdicts.begin(), verdicts.end(), [&](const StandingVerdict& each) {
            return each.said.about == said.about && each.said.person == said.person;
        });
    };
    std::vector<Id<people::Person>> people;
    for (const auto& verdict : verdicts)
        people.push_back(verdict.said.person);
    const auto others = people::other_records_of_each(reader, people);
    std::vector<StandingVerdict> further;
    for (const auto& verdict : verdicts) {
        const auto found = others.find(verdict.said.person);
        if (found == others.end()) continue;
        for (const auto& other : found->second) {
            auto same = verdict;
            same.said.person = other;
            if (!has(same.said)) further.push_back(std::move(same));
        }
    }
    verdicts.insert(verdicts.end(), std::make_move_iterator(further.begin()), std::make_move_iterator(further.end()));
    return verdicts;
}

bool is_answered(const RequestPerson& about, const std::vector<StandingVerdict>& standing, const people::Match& match) {
    return std::any_of(standing.begin(), standing.end(), [&](const StandingVerdict& each) {
        return each.of == SaidOf::themselves && each.said.about == about.id &&
               each.said.person == match.candidate.summary.id;
    });
}

} // namespace

std::vector<StandingVerdict> verdicts_on(db::Reader& reader, Id<Request> request) {
    return of_all_records(
        reader, standing_verdicts(reader.all(what_was_said, {{"request", request}}, [](const db::Row& row) {
            return StandingVerdict{.said = {.about = row.id<RequestPerson>("about"),
                                            .person = row.id<people::Person>("person_id"),
                                            .verdict = to_verdict(row.text("verdict")).value_or(Verdict::not_same),
                                            .reason = row.text("reason")},
                                   .of = static_cast<SaidOf>(row.integer("nearness")),
                                   .at = row.instant("said_at"),
                                   .by = row.id<access::Posting>("said_by_posting_id")};
        })));
}

std::vector<MatchesFor> matches_for(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                                    const access::Permit& location, Instant now) {
    const auto standing = verdicts_on(reader, request.id);
    auto found = candidates(reader, viewer, request, location, now);
    std::vector<MatchesFor> all;
    for (std::size_t i = 0; i < request.people.size(); ++i) {
        const auto& person = request.people[i];
        MatchesFor matches{.about = person.id};
        if (!person.person.empty())
            for (auto& summary : people::summaries(reader, viewer, {person.person}, now))
                matches.confirmed = PossibleMatch{.match = a_match(std::move(summary), {})};
        for (auto& match : still_possible(person, standing, std::move(found[i]))) {
            const bool answered = is_answered(person, standing, match);
            matches.possible.push_back({.match = std::move(match), .answered = answered});
        }
        matches.refused = refused_for(reader, viewer, person, standing, now);
        all.push_back(std::move(matches));
    }
    std::vector<PossibleMatch*> shown;
    for (auto& each : all) {
        if (each.confirmed) shown.push_back(&*each.confirmed);
        for (auto& possible : each.possible)
            shown.push_back(&possible);
    }
    for (std::size_t from = 0; from < shown.size(); from += people_in_a_question)
        add_what_is_known(
            reader, viewer, request,
            std::span<PossibleMatch* const>(shown).subspan(from, std::min(people_in_a_question, shown.size() - from)),
            now);
    add_requests_alike(reader, viewer, request, all, now);
    return all;
}

namespace {

constexpr db::Sql people_not_matched_yet = R"sql(
    select id, given_names, family_name, born
      from request_persons
     where request_id = :request
       and person_id is null
       and (given_names <> '' or family_name <> '')
     order by position
)sql";

struct NamedIn {
    Id<Request> request = {};
    Id<RequestPerson> id = {};
};

bool is_refused(const std::vector<StandingVerdict>& standing, Id<RequestPerson> about, Id<people::Person> person) {
    return std::any_of(standing.begin(), standing.end(), [&](const StandingVerdict& each) {
        return each.said.verdict == Verdict::not_same && each.said.about == about && each.said.person == person;
    });
}

} // namespace

std::map<Id<Request>, std::size_t> possible_matches(db::Reader& reader, const access::Viewer& viewer,
                                                    const std::vector<Id<Request>>& requests, Instant now) {
    std::vector<NamedIn> named;
    std::vector<people::NewPerson> looked_for;
    for (const auto& request : requests)
        reader.all(people_not_matched_yet, {{"request", request}}, [&](const db::Row& row) {
            named.push_back({request, row.id<RequestPerson>("id")});
            looked_for.push_back({.name = {.given = row.text("given_names"), .family = row.text("family_name")},
                                  .birth = kept_birth(row.text("born"))});
            return true;
        });
    const auto found = people::likely_same_each(reader, viewer, looked_for, now);
    std::map<Id<Request>, std::vector<StandingVerdict>> standing;
    std::map<Id<Request>, std::size_t> counts;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].empty()) continue;
        const auto& [request, about] = named[i];
        const auto [at, is_new] = standing.try_emplace(request);
        if (is_new) at->second = verdicts_on(reader, request);
        for (const auto& match : found[i])
            if (!is_refused(at->second, about, match.candidate.summary.id)) ++counts[request];
    }
    return counts;
}

Looked look_for_matches(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                        const access::Permit& location, Instant now) {
    return {people::changes_so_far(reader), matches_for(reader, viewer, request, location, now)};
}

std::vector<Unanswered> unanswered(const std::vector<MatchesFor>& matches) {
    std::vector<Unanswered> all;
    for (const auto& each : matches)
        for (const auto& possible : each.possible)
            if (!possible.answered) all.push_back({each.about, &possible});
    return all;
}

namespace {

constexpr db::Sql keep_verdict = R"sql(
    insert into request_matches (id, request_person_id, person_id, verdict, reason, said_at, said_by_posting_id)
    values (:id, :about, :person, :verdict, :reason, :now, :posting)
)sql";

constexpr db::Sql next_version = R"sql(
    update requests
       set version = version + 1
     where id = :id
       and version = :version
       and state <> 'decided'
)sql";

// Chosen from this one, or from one that was; not where it was said that they are not this person.
constexpr db::Sql later_requests_about_the_same_child = R"sql(
    with recursive refusals (id) as (
        select m.request_person_id
          from request_matches m
         where m.person_id = :person
           and m.verdict = 'not_same'
           and not exists (select 1
                             from request_matches l
                            where l.request_person_id = m.request_person_id
                              and l.person_id = m.person_id
                              and (l.said_at > m.said_at or (l.said_at = m.said_at and l.id > m.id)))
    ),
    later (id, request_id) as (
        select id, request_id
          from request_persons
         where earlier_id = :about
           and id not in (select id from refusals)
         union
        select p.id, p.request_id
          from later l
          join request_persons p on p.earlier_id = l.id
         where p.id not in (select id from refusals)
    )
    select request_id
      from later
)sql";

} // namespace

void reach_later_requests(db::Writer& writer, Id<RequestPerson> about, Id<people::Person> person) {
    const auto requests = writer.all(later_requests_about_the_same_child, {{"about", about}, {"person", person}},
                                     [](const db::Row& row) { return row.text("request_id"); });
    for (const auto& each : requests)
        access::add_about(writer, each, person);
}

namespace {

bool is_somebody_elses(const Request& request, const Said& said) {
    return std::any_of(request.people.begin(), request.people.end(),
                       [&](const RequestPerson& each) { return each.id != said.about && each.person == said.person; });
}

} // namespace

Result<Done> say(db::Writer& writer, const access::Viewer& viewer, const Request& request, const Said& said) {
    if (said.verdict == Verdict::same && is_somebody_elses(request, said))
        return Problem{"", "matched_already",
                       "You have said already that somebody else in this request is this person"};
    const auto person =
        access::decide_about(writer, viewer, access::Action::read_person, said.person.text(), writer.now());
    if (person.effect == access::Effect::hidden) return changed_meanwhile;
    if (writer.run(next_version, {{"id", request.id}, {"version", request.version}}) == 0) return changed_meanwhile;

    writer.run(keep_verdict, {{"id", Id<Said>::make(writer.now(), writer.random())},
                              {"about", said.about},
                              {"person", said.person},
                              {"verdict", code(said.verdict)},
                              {"reason", said.reason},
                              {"now", writer.now()},
                              {"posting", viewer.posting}});
    const auto* about = request.find_person(said.about);
    const auto before = about ? about->person : Id<people::Person>();
    const auto after = said.verdict == Verdict::same ? said.person
                       : before == said.person       ? Id<people::Person>()
                                                     : before;
    set_person(writer, said.about, after);
    if (!before.empty() && before != after) access::remove_about(writer, request.id.text(), before);
    if (said.verdict == Verdict::not_same && !is_somebody_elses(request, said))
        access::remove_about(writer, request.id.text(), said.person);
    if (!after.empty()) {
        access::add_about(writer, request.id.text(), after);
        reach_later_requests(writer, said.about, after);
    }
    history::record(
        writer, viewer.actor(),
        {.action = said.verdict == Verdict::same       ? "request.match_confirmed"
                   : said.verdict == Verdict::not_same ? "request.match_refused"
                                                       : "request.match_open",
         .subjects = {{"request", std::string(request.id.text())}, {"person", std::string(said.person.text())}}});
    return Done{};
}

namespace {

constexpr db::Sql membership_that_holds = R"sql(
    select m.number
      from standing_members m
     where m.family_id = :family
       and m.person_id = :person
       and (m.until_on is null or m.until_on >= :today)
)sql";

} // namespace

bool is_member(db::Reader& reader, Id<families::Family> family, Id<people::Person> person, Day today) {
    return reader.exists(membership_that_holds, {{"family", family}, {"person", person}, {"today", today}});
}

namespace {

// Whose record the viewer may read: who is whose is not told with an entry.
std::vector<families::Relative> known_relatives(db::Reader& reader, const access::Viewer& viewer,
                                                const Id<people::Person>& child, Instant now) {
    const auto decision = access::decide_about(reader, viewer, access::Action::read_person, child.text(), now);
    if (decision.effect != access::Effect::content) return {};
    return families::relatives_of(reader, viewer, child, now);
}

std::optional<people::Summary> recorded_as(std::string_view code, const std::vector<families::Relative>& relatives,
                                           Day today) {
    for (const auto& [who, relationship] : relatives)
        if (families::is_the_same_parenthood(code, relationship.code) && families::holds({}, relationship.until, today))
            return who;
    return std::nullopt;
}

} // namespace

std::vector<SaidToBeParent> said_to_be_parents(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                                               Instant now) {
    std::vector<SaidToBeParent> all;
    for (const auto& child : request.people) {
        if (child.kind != PersonKind::child || child.person.empty()) continue;
        const auto relatives = known_relatives(reader, viewer, child.person, now);
        for (const auto& adult : request.people) {
            const auto code = request.chosen(profiles::key::adult_relationship, adult.position);
            if (adult.kind != PersonKind::adult || !adult.person.empty()) continue;
            if (!families::is_the_same_parenthood(code, code)) continue;
            all.push_back({adult.id, child.id, code, recorded_as(code, relatives, now.day())});
        }
    }
    return all;
}

std::vector<FamilyChoice> families_matched(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                                           Instant now) {
    std::vector<FamilyChoice> all;
    std::map<Id<families::Family>, std::set<Id<people::Person>>> members;
    std::set<Id<people::Person>> matched;
    for (const auto& each : request.people) {
        if (each.person.empty() || !matched.insert(each.person).second) continue;
        for (const auto& family : families::families_of(reader, viewer, each.person, now)) {
            if (members[family.id].empty()) all.push_back({family.id, family.reference, family.name});
            members[family.id].insert(each.person);
        }
    }
    const auto count = [&](const FamilyChoice& each) { return members[each.family].size(); };
    std::stable_sort(all.begin(), all.end(), [&](const auto& l, const auto& r) { return count(l) > count(r); });
    const bool holds_all = all.size() > 1 && count(all[0]) == matched.size() && count(all[1]) < matched.size();
    if (holds_all) all.erase(all.begin() + 1, all.end());
    return all;
}

} // namespace kith::requests
