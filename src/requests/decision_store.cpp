#include "requests/decision_store.h"

#include "access/register.h"
#include "agencies/agency_store.h"
#include "agencies/team_store.h"
#include "episodes/episode_store.h"
#include "episodes/step_up_store.h"
#include "families/family_store.h"
#include "people/person_views.h"
#include "people/search_store.h"
#include "requests/letters.h"
#include "requests/new_person.h"
#include "requests/request_rows.h"
#include "requests/request_store.h"

#include <algorithm>

namespace kith::requests {

using profiles::DecisionKind;

namespace {

constexpr db::Sql add_decision = R"sql(
    insert into request_decisions (id, request_id, decided_at, posting_id, code, label, kind, reason, feedback, told,
                                   agency_id, team_id, offer, episode_id, step_up_id)
    values (:id, :request, :now, :posting, :code, :label, :kind, :reason, :feedback, :told, :agency, :team, :offer,
            :episode, :step_up)
)sql";

constexpr db::Sql add_level = R"sql(
    insert into request_levels (decision_id, request_person_id, level)
    values (:decision, :person, :level)
)sql";

constexpr db::Sql set_outcome = R"sql(
    update requests
       set state = :state,
           due_at = :due,
           decided_at = :decided,
           family_id = :family,
           episode_id = :episode,
           version = version + 1
     where id = :id
       and version = :version
)sql";

constexpr db::Sql end_the_open_question = R"sql(
    update request_questions
       set answered_at = :now,
           answered_by_posting_id = :posting
     where request_id = :request
       and answered_at is null
)sql";

constexpr db::Sql add_join = R"sql(
    insert into request_joins (request_id, episode_id, joined_at, beside)
    values (:request, :episode, :now, :beside)
)sql";

// Of families that people in the request belong to.
constexpr db::Sql open_help_the_decider_may_not_know_of = R"sql(
    select distinct e.id
      from request_persons p
      join standing_members m on m.person_id = p.person_id
      join episodes e on e.family_id = m.family_id
     where p.request_id = :request
       and e.closed_at is null
       and (m.until_on is null or m.until_on >= :today)
       and not (exists (select 1
                          from may_see s
                         where s.resource_id = e.id
                           and s.posting_id = :posting
                           and s.starts_at <= :now
                           and s.ends_at > :now)
                and exists (select 1
                              from may_see s
                             where s.resource_id = e.family_id
                               and s.posting_id = :posting
                               and s.starts_at <= :now
                               and s.ends_at > :now))
)sql";

// The agency that helps: the one chosen, or the team's, or the council's own.
Id<agencies::Agency> receiving_agency(db::Reader& reader, const access::Viewer& viewer, const Proposal& proposal) {
    if (!proposal.agency.empty()) return proposal.agency;
    if (const auto team = agencies::find_team(reader, proposal.team)) return team->agency;
    const auto host = agencies::find_host_agency(reader);
    return host ? host->id : viewer.agency;
}

// What the decision sets going, inside the transaction.
class Recording {
public:
    Recording(db::Writer& writer, const access::Viewer& viewer, const profiles::Profile& profile, Request request,
              const Proposal& proposal, const profiles::DecisionRule& rule, const KnownFamily& known)
        : writer_(writer), viewer_(viewer), profile_(profile), request_(std::move(request)), proposal_(proposal),
          rule_(rule), known_(known) {}

    Result<Recorded> run() {
        request_.family = known_.family;
        if (rule_.kind == DecisionKind::opens_episode) open();
        if (rule_.kind == DecisionKind::joins_episode) join();
        if (rule_.kind == DecisionKind::steps_up)
            step_up_ = episodes::add_step_up(writer_, viewer_, proposal_.reason, known_.episode);
        if (!keep_state()) return changed_meanwhile;
        writer_.run(end_the_open_question,
                    {{"request", request_.id}, {"now", writer_.now()}, {"posting", viewer_.posting}});
        keep_decision();
        return Recorded{.kind = rule_.kind};
    }

private:
    // Whoever was not matched is somebody new; whoever is not in the family yet joins it.
    std::vector<Id<people::Person>> everybody() {
        std::vector<Id<people::Person>> all;
        const auto named = named_in(writer_, request_.id);
        for (std::size_t i = 0; i < request_.people.size(); ++i) {
            auto& each = request_.people[i];
            if (each.person.empty()) add(each, named[i].whereabouts);
            if (!each.person.empty()) all.push_back(each.person);
        }
        return all;
    }

    void add(RequestPerson& named, const Whereabouts& whereabouts) {
        if (search_words(named).empty() && !named.birth.is_unborn()) return;
        auto person = new_person(named, whereabouts);
        if (search_words(named).empty()) person.name.given = "Unborn child";
        say_who_interprets(named, person.details);
        person.added_because = "a decision on a request; nobody known was confirmed as the same";
        named.person = people::add_person(writer_, viewer_, person).id;
        made_.emplace_back(named.person.text());
        if (!person.contacts.empty()) say_how_to_reach(named.person);
        set_person(writer_, named.id, named.person);
        access::add_about(writer_, request_.id.text(), named.person);
        reach_later_requests(writer_, named.id, named.person);
    }

    // With the numbers that came with it; not on a record that others may read for another family.
    void say_how_to_reach(const Id<people::Person>& person) {
        const people::SafeContact said{.how = request_.answer(profiles::key::safe_contact)};
        if (!said.empty()) (void)people::record_safe_contact(writer_, viewer_, person, {.source = "a request"}, said);
    }

    // Of several adults the request does not say who needs it.
    void say_who_interprets(const RequestPerson& named, people::Details& details) const {
        const auto is_adult = [](const RequestPerson& each) { return each.kind == PersonKind::adult; };
        if (!is_adult(named) || std::count_if(request_.people.begin(), request_.people.end(), is_adult) > 1) return;
        details.interpreter = request_.chosen(profiles::key::interpreter) == "yes";
        if (details.interpreter) details.interpreter_language = request_.chosen(profiles::key::language);
    }

    bool was_made(const Id<people::Person>& person) const {
        return std::find(made_.begin(), made_.end(), person.text()) != made_.end();
    }

    // Where the answer is a kinship. What stands between two who were known before is for those who work with them to
    // say.
    void say_who_is_whose() {
        for (const auto& adult : request_.people) {
            const auto code = request_.chosen(profiles::key::adult_relationship, adult.position);
            if (adult.person.empty() || !families::find_kinship(code)) continue;
            for (const auto& child : request_.people) {
                if (child.kind != PersonKind::child || child.person.empty()) continue;
                if (!was_made(adult.person) && !was_made(child.person)) continue;
                (void)families::record_relationship(
                    writer_, viewer_,
                    {.person = adult.person, .other = child.person, .code = code, .source = "a request"});
            }
        }
    }

    std::string family_name() const {
        for (const auto& each : request_.people)
            if (!each.family_name.empty()) return each.family_name;
        return request_.people.front().display_name();
    }

    void gather(const std::vector<Id<people::Person>>& all) {
        if (request_.family.empty()) {
            request_.family = families::add_family(writer_, viewer_, family_name(), all, "a request").id;
            made_.emplace_back(request_.family.text());
        } else {
            for (const auto& person : all)
                join_family(person);
        }
        say_who_is_whose();
    }

    void join_family(Id<people::Person> person) {
        const auto today = writer_.now().day();
        const auto family = families::find_family(writer_, viewer_, request_.family, writer_.now());
        if (!family || is_member(writer_, request_.family, person, today)) return;

        const people::Entry entry{.version = family->family.version, .source = "a request"};
        (void)families::add_member(writer_, viewer_, request_.family, entry, {.person = person});
    }

    // Help that the decider may not know of. Nothing of it may be seen in what happens here.
    std::vector<Id<episodes::Episode>> hidden_help() const {
        return writer_.all(open_help_the_decider_may_not_know_of,
                           {{"request", request_.id},
                            {"posting", viewer_.posting},
                            {"now", writer_.now()},
                            {"today", writer_.now().day()}},
                           [](const db::Row& row) { return row.id<episodes::Episode>("id"); });
    }

    // Until somebody leads: the council's managers; of another agency whoever asked, or nobody, and the front door
    // rings. Never everybody who works there.
    std::vector<Id<access::Posting>> contacts(Id<agencies::Agency> agency) const {
        const auto host = agencies::find_host_agency(writer_);
        if (host && host->id == agency)
            return episodes::people_who_oversee(writer_, agency, request_.locality, writer_.now());
        if (agency == request_.sender_agency) return {request_.sender_posting};
        return {};
    }

    void open() {
        auto hidden = hidden_help();
        hidden.insert(hidden.end(), known_.left_alone.begin(), known_.left_alone.end());
        const auto all = everybody();
        const auto agency = receiving_agency(writer_, viewer_, proposal_);
        gather(all);
        const auto episode = episodes::open_episode(writer_, viewer_,
                                                    {.family = request_.family,
                                                     .people = all,
                                                     .agency = agency,
                                                     .team = proposal_.team,
                                                     .offer = proposal_.offer,
                                                     .level = highest_level(profile_, proposal_.levels),
                                                     .agreed = request_.agreement.is_given(),
                                                     .locality = request_.locality,
                                                     .lead = proposal_.lead,
                                                     .contacts = contacts(agency),
                                                     .beside = !hidden.empty()});
        belong_to(episode.id);
        for (const auto& each : hidden)
            add_to(each, true);
        for (const auto& each : made_)
            access::forget_maker(writer_, each);
    }

    void join() {
        const auto all = everybody();
        gather(all);
        for (const auto& person : all)
            episodes::help_too(writer_, known_.episode, person);
        for (const auto& each : made_)
            access::forget_maker(writer_, each);
        belong_to(known_.episode);
        add_to(known_.episode, false);
    }

    void belong_to(Id<episodes::Episode> episode) {
        request_.episode = episode;
        access::add_to_case(writer_, request_.id.text(), episode.text());
    }

    void add_to(Id<episodes::Episode> episode, bool beside) {
        access::add_to_case(writer_, request_.id.text(), episode.text());
        writer_.run(add_join,
                    {{"request", request_.id}, {"episode", episode}, {"now", writer_.now()}, {"beside", beside}});
        history::record(
            writer_, viewer_.actor(),
            {.action = "request.joined",
             .subjects = {{"request", std::string(request_.id.text())}, {"episode", std::string(episode.text())}}});
    }

    void keep_decision() {
        const auto decision = Id<Decision>::make(writer_.now(), writer_.random());
        writer_.run(add_decision, {{"id", decision},
                                   {"request", request_.id},
                                   {"now", writer_.now()},
                                   {"posting", viewer_.posting},
                                   {"code", rule_.code},
                                   {"label", rule_.label},
                                   {"kind", profiles::code(rule_.kind)},
                                   {"reason", proposal_.reason},
                                   {"feedback", proposal_.feedback},
                                   {"told", rule_.told},
                                   {"agency", proposal_.agency},
                                   {"team", proposal_.team},
                                   {"offer", proposal_.offer},
                                   {"episode", request_.episode},
                                   {"step_up", step_up_}});
        for (const auto& each : proposal_.levels)
            if (!each.level.empty())
                writer_.run(add_level, {{"decision", decision}, {"person", each.child}, {"level", each.level}});
        if (request_.state == State::decided)
            access::in_front_door_until(writer_, request_.id.text(), writer_.now() + looking_back);
        tell(writer_, viewer_.actor(), "request.decided", request_.id);
        write_to(writer_, request_.sender_posting, request_);
    }

    bool keep_state() {
        return writer_.run(set_outcome, {{"id", request_.id},
                                         {"version", request_.version},
                                         {"state", code(request_.state)},
                                         {"due", request_.due_at},
                                         {"decided", request_.decided_at},
                                         {"family", request_.family},
                                         {"episode", request_.episode}}) == 1;
    }

    db::Writer& writer_;
    const access::Viewer& viewer_;
    const profiles::Profile& profile_;
    Request request_;
    const Proposal& proposal_;
    const profiles::DecisionRule& rule_;
    const KnownFamily& known_;
    Id<episodes::StepUp> step_up_;
    std::vector<std::string> made_; // people and families written down here, for others to work with
};

} // namespace

namespace {

// Nobody can be named to go on with it: the front door may not know who works there.
bool is_left_alone(const episodes::SeenEpisode& seen) {
    return seen.is_confidential && !seen.shows_content() && !seen.is_answered_for;
}

} // namespace

KnownFamily known_family(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                         Id<families::Family> chosen, Instant now) {
    const auto families = families_matched(reader, viewer, request, now);
    const auto is_chosen = [&](const FamilyChoice& each) { return each.family == chosen; };
    const auto found = std::find_if(families.begin(), families.end(), is_chosen);
    if (found == families.end() && families.size() > 1) return {.several = true};
    if (families.empty()) return {};

    const auto family = found == families.end() ? families.front().family : found->family;
    KnownFamily known{.family = family};
    for (const auto& each : episodes::episodes_of(reader, viewer, family, now)) {
        if (!each.episode.is_open()) continue;
        if (is_left_alone(each))
            known.left_alone.push_back(each.episode.id);
        else
            known.episode = each.episode.id; // the oldest: they come newest first
    }
    return known;
}

namespace {

// What was said on the decision's page. Nothing of it holds up a step up.
Result<Request> said_of_matches(db::Writer& writer, const access::Viewer& viewer, Request request,
                                const std::vector<Said>& said, bool steps_up) {
    for (const auto& each : said) {
        const auto kept = say(writer, viewer, request, each);
        if (!kept && !steps_up) return kept.error();
        request = whole_request(writer, request.id).value();
    }
    return request;
}

// Whoever leads works for the agency that helps. Of a confidential one nobody could be chosen afterwards: the front
// door may not know who works there, and nobody there would see the help.
Problems problems_with_lead(db::Reader& reader, Id<agencies::Agency> agency, const Proposal& proposal,
                            const Request& request, Instant now) {
    const auto all = episodes::people_who_can_lead(reader, agency, now);
    const auto is_named = [&](const episodes::PossibleLead& each) { return each.posting == proposal.lead; };
    if (!proposal.lead.empty() && std::none_of(all.begin(), all.end(), is_named))
        return {{"lead", "not_of_agency", "Choose somebody who works for the agency that helps"}};

    const auto helper = agencies::find_agency(reader, agency);
    if (helper && helper->details.confidential && proposal.lead.empty() && agency != request.sender_agency)
        return {{"lead", "confidential",
                 "Ring them first and enter the work email address of whoever will lead: this agency is kept "
                 "confidential, and nobody can be chosen later"}};
    return {};
}

// What was found is as it was, but for what the same form says.
std::vector<MatchesFor> matches_now(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                                    const Looked& looked, Instant now) {
    if (people::changes_so_far(reader) == looked.people) return looked.matches;

    const auto decision = access::decide_about(reader, viewer, access::Action::triage_request, request.id.text(), now);
    return matches_for(reader, viewer, request, decision.location, now);
}

Problems unanswered_matches(const Request& request, const std::vector<MatchesFor>& matches,
                            const std::vector<Said>& said) {
    Problems problems;
    for (const auto& each : unanswered(matches)) {
        const auto& about = *request.find_person(each.about);
        const auto& person = each.match->match.candidate.summary;
        const bool is_said = std::any_of(said.begin(), said.end(), [&](const Said& answer) {
            return answer.about == about.id && answer.person == person.id;
        });
        if (is_said || !about.person.empty()) continue;
        problems.push_back({field_of_match(about, person), "unanswered",
                            fmt::format("Say whether {} is the same person as {}, or that you cannot tell",
                                        about.display_name(), people::name_and_year(person))});
    }
    return problems;
}

} // namespace

Result<Recorded> record_decision(db::Writer& writer, const access::Viewer& viewer, const profiles::Profile& profile,
                                 Id<Request> id, std::int64_t seen_version, const Proposal& proposal,
                                 const Looked& looked) {
    auto request = whole_request(writer, id);
    if (!request || request->version != seen_version) return changed_meanwhile;

    const auto* rule = profile.find_decision(proposal.code, writer.now().day());
    const bool steps_up = rule && rule->kind == DecisionKind::steps_up;
    auto said = said_of_matches(writer, viewer, std::move(*request), proposal.said, steps_up);
    if (!said) return said.error();
    request = std::move(*said);

    auto known = known_family(writer, viewer, *request, proposal.family, writer.now());
    if (rule && adds_people(rule->kind))
        known.unanswered =
            unanswered_matches(*request, matches_now(writer, viewer, *request, looked, writer.now()), proposal.said);
    auto problems = problems_with(proposal, rule, *request, known);
    if (problems.empty() && rule->kind == DecisionKind::opens_episode)
        problems =
            problems_with_lead(writer, receiving_agency(writer, viewer, proposal), proposal, *request, writer.now());
    if (!problems.empty()) return problems;

    if (rule->kind == DecisionKind::asks_question) {
        auto asked = ask(*request, {.question = proposal.question, .told = rule->told});
        if (!asked) return asked.error();
        const auto saved = save_question(writer, viewer, *asked);
        if (!saved) return saved.error();
        return Recorded{.kind = rule->kind};
    }

    auto decided = decide(*request, rule->kind, writer.now());
    if (!decided) return decided.error();
    return Recording(writer, viewer, profile, *decided, proposal, *rule, known).run();
}

namespace {

constexpr db::Sql decisions_on_the_request = R"sql(
    select id, decided_at, posting_id, code, label, kind, reason, feedback, told, agency_id, team_id, offer, episode_id,
           step_up_id
      from request_decisions
     where request_id = :request
     order by decided_at desc, id desc
)sql";

constexpr db::Sql levels_of_the_decision = R"sql(
    select l.request_person_id, l.level
      from request_levels l
      join request_persons p on p.id = l.request_person_id
     where l.decision_id = :decision
     order by p.position
)sql";

Decision to_decision(const db::Row& row) {
    return {.id = row.id<Decision>("id"),
            .at = row.instant("decided_at"),
            .by = row.id<access::Posting>("posting_id"),
            .code = row.text("code"),
            .label = row.text("label"),
            .kind = profiles::to_decision_kind(row.text("kind")).value_or(DecisionKind::closes),
            .reason = row.text("reason"),
            .feedback = row.text("feedback"),
            .told = row.text("told"),
            .agency = row.id<agencies::Agency>("agency_id"),
            .team = row.id<agencies::Team>("team_id"),
            .offer = row.text("offer"),
            .episode = row.id<episodes::Episode>("episode_id"),
            .step_up = row.id<episodes::StepUp>("step_up_id")};
}

constexpr db::Sql joins_of_the_viewer = R"sql(
    select j.episode_id, j.beside, j.read_at
      from request_joins j
      join episodes e on e.id = j.episode_id
     where j.request_id = :request
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
     order by j.episode_id
)sql";

constexpr db::Sql set_read = R"sql(
    update request_joins
       set read_at = :now,
           read_by_posting_id = :posting
     where request_id = :request
       and episode_id = :episode
       and read_at is null
)sql";

struct ViewersJoin {
    Id<episodes::Episode> episode = {};
    Joined joined;
};

std::vector<ViewersJoin> viewers_joins(db::Reader& reader, const access::Viewer& viewer, Id<Request> request,
                                       Instant now) {
    return reader.all(joins_of_the_viewer,
                      {{"request", request}, {"posting", viewer.posting}, {"agency", viewer.agency}, {"now", now}},
                      [](const db::Row& row) {
                          return ViewersJoin{
                              row.id<episodes::Episode>("episode_id"),
                              {.beside = row.flag("beside"), .is_read = row.optional_instant("read_at").has_value()}};
                      });
}

} // namespace

std::vector<Decision> decisions_on(db::Reader& reader, Id<Request> request) {
    auto decisions = reader.all(decisions_on_the_request, {{"request", request}}, to_decision);
    for (auto& each : decisions)
        each.levels = reader.all(levels_of_the_decision, {{"decision", each.id}}, [](const db::Row& row) {
            return ChildLevel{row.id<RequestPerson>("request_person_id"), row.text("level")};
        });
    return decisions;
}

Result<Done> record_social_cares_answer(db::Writer& writer, const access::Viewer& viewer,
                                        const profiles::Profile& profile, Id<Request> id,
                                        const episodes::StepUp& answered) {
    const auto request = whole_request(writer, id);
    if (!request || request->state != State::step_up) return changed_meanwhile;
    if (auto saved = episodes::save_answer(writer, viewer, answered); !saved) return saved;

    const bool accepted = answered.outcome == episodes::StepUpOutcome::accepted;
    auto after = accepted ? accepted_by_social_care(*request, writer.now()) : returned_by_social_care(*request);
    if (!after.step_ups.empty()) after.step_ups.back() = answered;
    if (!accepted) after.due_at = due_at(profile, after, writer.now());
    const auto changed = writer.run(set_outcome, {{"id", after.id},
                                                  {"version", after.version},
                                                  {"state", code(after.state)},
                                                  {"due", after.due_at},
                                                  {"decided", after.decided_at},
                                                  {"family", after.family},
                                                  {"episode", after.episode}});
    if (changed == 0) return changed_meanwhile;

    if (accepted) access::in_front_door_until(writer, after.id.text(), writer.now() + looking_back);
    tell(writer, viewer.actor(), accepted ? "request.step_up_accepted" : "request.step_up_returned", after.id);
    write_to(writer, after.sender_posting, after);
    return Done{};
}

std::optional<Joined> find_joined(db::Reader& reader, const access::Viewer& viewer, Id<Request> request, Instant now) {
    std::optional<Joined> joined;
    for (const auto& each : viewers_joins(reader, viewer, request, now)) {
        if (!joined) joined = each.joined;
        joined->beside = joined->beside || each.joined.beside;
        joined->is_read = joined->is_read && each.joined.is_read;
    }
    return joined;
}

void mark_read(db::Writer& writer, const access::Viewer& viewer, Id<Request> request) {
    std::int64_t changed = 0;
    for (const auto& each : viewers_joins(writer, viewer, request, writer.now()))
        changed += writer.run(
            set_read,
            {{"request", request}, {"episode", each.episode}, {"now", writer.now()}, {"posting", viewer.posting}});
    if (changed > 0) tell(writer, viewer.actor(), "request.read", request);
}

} // namespace kith::requests
