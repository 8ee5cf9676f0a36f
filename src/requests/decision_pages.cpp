// Deciding a request on one page, with nothing chosen beforehand; and closing the loop of a step up.

#include "access/register.h"
#include "agencies/agency_store.h"
#include "agencies/offers.h"
#include "agencies/team_store.h"
#include "base/email.h"
#include "base/text.h"
#include "episodes/episode_store.h"
#include "episodes/step_up_store.h"
#include "html/components.h"
#include "http/router.h"
#include "profiles/level_views.h"
#include "profiles/profile_store.h"
#include "requests/autosave.h"
#include "requests/decision_draft_store.h"
#include "requests/decision_store.h"
#include "requests/draft_store.h"
#include "requests/match_store.h"
#include "requests/match_views.h"
#include "requests/request_pages.h"
#include "requests/request_views.h"
#include "requests/routes.h"

namespace kith::requests {

using access::Action;
using html::Html;
using http::Context;
using http::Response;
using profiles::DecisionKind;
using profiles::DecisionRule;
using profiles::Receiver;

namespace {

// Several decisions may ask for a team: each has a field of its own, named after the decision.
std::string field_of(std::string_view what, const DecisionRule& rule) {
    return fmt::format("{}-{}", what, rule.code);
}

// What was answered of the possible matches that the page asked about.
std::vector<Said> typed_of_matches(const Request& request, const std::vector<MatchesFor>& matches,
                                   const http::Answers& answers) {
    std::vector<Said> said;
    for (const auto& each : unanswered(matches)) {
        const auto& person = each.match->match.candidate.summary;
        const auto field = field_of_match(*request.find_person(each.about), person);
        const auto verdict = to_verdict(answers.text(field));
        const auto reason = verdict == Verdict::not_same ? answers.text(why_of(field)) : std::string();
        if (verdict) said.push_back({each.about, person.id, *verdict, reason});
    }
    return said;
}

// What is on the form: typed just now, or kept.
struct OnTheForm {
    const http::Answers& answers;
    std::int64_t draft_version = 0;
    const Problems& problems = html::no_problems;
};

// The page, drawn from the profile and from what was typed.
class DecisionForm {
public:
    DecisionForm(Context& cx, const SeenRequest& seen, const std::vector<MatchesFor>& matches, const OnTheForm& on)
        : cx_(cx), seen_(seen), matches_(matches), profile_(profiles::current(cx.db)), answers_(on.answers),
          draft_version_(on.draft_version), problems_(on.problems) {}

    Html draw() const {
        const auto& request = seen_.request;
        Html content;
        if (!request.agreement.is_given())
            content += html::inset_text(
                fmt::format("The family has not agreed yet. Help that you start waits until it does; a "
                            "{} needs no {}.",
                            profile_->word("step_up"), profile_->word("agreement")));
        content += questions_about_matches(request, matches_, answers_, problems_);
        for (const auto* child : request.children())
            content += level(*child);
        content += guidance();
        content += family() + decision() +
                   html::text_area({.name = "reason",
                                    .label = "Why?",
                                    .hint = "Whoever helps the family reads this. So does the person who asked, except "
                                            "where help begins that they may not know of. Write as if the family will "
                                            "read it too.",
                                    .text = typed("reason"),
                                    .problems = problems_}) +
                   html::text_area({.name = "feedback",
                                    .label = "What do you want to tell the person who asked? (optional)",
                                    .hint = "They always read this. Do not say here whether somebody helps the family "
                                            "already: they may not know.",
                                    .text = typed("feedback"),
                                    .problems = problems_,
                                    .rows = 3});
        const auto address = path_to(request) + "/decision";
        return html::form({.action = address,
                           .submit = "Record the decision",
                           .fields = cx_.form_fields() + html::hidden_field("seen", std::to_string(version())),
                           .autosave = address,
                           .draft_version = std::to_string(draft_version_),
                           .draft_key = cx_.browser_key(fmt::format("decision|{}", request.id.text()))},
                          content);
    }

private:
    std::string typed(const std::string& name) const { return std::string(answers_.raw(name)); }

    std::int64_t version() const { return version_to_send(answers_, problems_, seen_.request.version, "seen"); }

    Html level(const RequestPerson& child) const {
        std::vector<html::Choice> choices;
        for (const auto& each : profile_->levels(cx_.today))
            choices.push_back({.value = each.code, .text = profile_->level_words(each.code), .hint = each.response});
        const auto name = fmt::format("level-{}", child.position);
        return html::radios(
            {.name = name,
             .legend = fmt::format("{} of need for {}", profile_->word_at_start("level"), child.display_name()),
             .choices = std::move(choices),
             .chosen = typed(name),
             .problems = problems_,
             .legend_size = html::Size::s,
             .small = true});
    }

    // Beside the form, never on another page: what is typed here stays.
    Html guidance() const {
        const auto* framework = profile_->framework(cx_.today);
        if (seen_.request.children().empty() || !framework) return {};
        return html::details({.summary = "What the " + profile_->word_for_many("level") + " mean",
                              .content = profiles::levels_in_words(*profile_, framework, html::Size::s) +
                                         html::small("From: " + framework->name)});
    }

    Html family() const {
        const auto said = typed_of_matches(seen_.request, matches_, answers_);
        const auto families = families_matched(cx_.db, cx_.viewer, with_said(seen_.request, said), cx_.now);
        if (families.size() < 2) return {};
        std::vector<html::Choice> choices;
        for (const auto& each : families) {
            cx_.saw("family", each.family.text());
            choices.push_back({.value = each.reference.text(), .text = each.name + " family"});
        }
        return html::radios({.name = "family",
                             .legend = "Which family is this about?",
                             .hint = "The people you matched belong to more than one.",
                             .choices = std::move(choices),
                             .chosen = typed("family"),
                             .problems = problems_,
                             .legend_size = html::Size::s});
    }

    Html decision() const {
        auto rules = profile_->decisions_on(cx_.today);
        if (seen_.request.danger)
            std::stable_partition(rules.begin(), rules.end(),
                                  [](const DecisionRule& rule) { return rule.kind == DecisionKind::steps_up; });
        std::vector<html::Choice> choices;
        for (const auto& rule : rules)
            choices.push_back(
                {.value = rule.code, .text = rule.label, .hint = hint(rule), .conditional = asked_by(rule)});
        return html::radios({.name = "decision",
                             .legend = "What happens next?",
                             .choices = std::move(choices),
                             .chosen = typed("decision"),
                             .problems = problems_,
                             .legend_size = html::Size::m});
    }

    Html hint(const DecisionRule& rule) const {
        if (rule.levels.empty()) return rule.hint;
        std::vector<std::string> levels;
        for (const auto& each : rule.levels)
            levels.push_back(profile_->level_words(each));
        const auto meant = "Meant for " + listed(levels) + ".";
        return rule.hint.empty() ? Html(meant) : Html(rule.hint + " " + meant);
    }

    // What a decision needs besides: who receives it, or the question.
    Html asked_by(const DecisionRule& rule) const {
        if (rule.kind == DecisionKind::asks_question)
            return html::text_area({.name = field_of("question", rule),
                                    .label = "What do you want to ask?",
                                    .text = typed(field_of("question", rule)),
                                    .problems = problems_});
        if (rule.receiver == Receiver::team) return team(rule) + lead(rule);
        if (rule.receiver == Receiver::agency)
            return agencies::picker(agencies::agency_offers(cx_.db), {.name = field_of("agency", rule),
                                                                      .label = "Agency",
                                                                      .hint = "Type a part of its name",
                                                                      .suggest = agencies::agency_suggestions,
                                                                      .answers = answers_,
                                                                      .problems = problems_}) +
                   lead_elsewhere(rule);
        if (rule.receiver == Receiver::offer)
            return html::input({.name = field_of("offer", rule),
                                .label = "Service or group",
                                .value = typed(field_of("offer", rule)),
                                .problems = problems_});
        return {};
    }

    Html team(const DecisionRule& rule) const {
        std::vector<html::Choice> choices;
        for (const auto& each : agencies::council_teams(cx_.db))
            choices.push_back({.value = each.reference.text(), .text = each.name()});
        return html::select({.name = field_of("team", rule),
                             .label = "Team",
                             .choices = std::move(choices),
                             .chosen = typed(field_of("team", rule)),
                             .prompt = "Choose a team",
                             .problems = problems_});
    }

    Html lead(const DecisionRule& rule) const {
        const auto host = agencies::find_host_agency(cx_.db);
        if (!host) return {};
        std::vector<html::Choice> choices;
        for (const auto& each : episodes::people_who_can_lead(cx_.db, host->id, cx_.now))
            choices.push_back({.value = each.email, .text = each.name});
        return html::select({.name = field_of("lead", rule),
                             .label = profile_->word_at_start("lead_practitioner") + " (optional)",
                             .hint = "If somebody has agreed to lead already.",
                             .choices = std::move(choices),
                             .chosen = typed(field_of("lead", rule)),
                             .prompt = "Nobody yet",
                             .problems = problems_});
    }

    // Nobody is offered: who works for a refuge is told to nobody.
    Html lead_elsewhere(const DecisionRule& rule) const {
        return html::input({.name = field_of("lead", rule),
                            .label = profile_->word_at_start("lead_practitioner") + " there (optional)",
                            .hint = "Their work email address, if somebody there has agreed. It is needed where the "
                                    "agency is kept confidential.",
                            .value = typed(field_of("lead", rule)),
                            .problems = problems_,
                            .autocomplete = "off",
                            .spellcheck = false});
    }

    Context& cx_;
    const SeenRequest& seen_;
    const std::vector<MatchesFor>& matches_;
    std::shared_ptr<const profiles::Profile> profile_;
    const http::Answers& answers_;
    std::int64_t draft_version_;
    const Problems& problems_;
};

Html beside_the_form(Context& cx, const SeenRequest& seen) {
    const auto profile = profiles::current(cx.db);
    return html::heading("In the referrer's words", 2) +
           html::paragraph(Html(seen.sender.words()) + Html(", ") + html::time(seen.request.sent_at)) +
           in_the_referrers_words(seen, *profile) + added_since(cx.db, cx.viewer, seen) +
           questions_and_answers(cx.db, cx.viewer, without_new_answer(seen)) +
           html::paragraph(html::link(path_to(seen.request), "The whole request, and what is known already"));
}

// What somebody else recorded while this form was open.
Html recorded_meanwhile(Context& cx, const SeenRequest& seen) {
    const auto profile = profiles::current(cx.db);
    const auto decisions = decisions_on(cx.db, seen.request.id);
    if (decisions.empty()) return {};
    return html::inset_text(html::heading("What was recorded meanwhile", 2) +
                            decision_in_full(cx.db, cx.viewer, *profile, seen.request, decisions.front(), cx.now));
}

Html known_parents(Context& cx, const SeenRequest& seen, const std::vector<MatchesFor>& matches) {
    const auto parents = said_to_be_parents(cx.db, cx.viewer, seen.request, cx.now);
    for (const auto& each : parents)
        if (each.recorded) cx.saw("person", each.recorded->id.text());
    return parents_who_may_be_known(seen.request, parents, matches);
}

Response decision_page(Context& cx, const SeenRequest& seen, const std::vector<MatchesFor>& matches,
                       const OnTheForm& on) {
    const auto& problems = on.problems;
    const bool is_told = problems.empty() || seen.request.sent_back();
    const Html above = is_told ? Html() : recorded_meanwhile(cx, seen);
    const Html replies =
        answer_of_social_care(*profiles::current(cx.db), seen.request) + new_answer(cx.db, cx.viewer, seen);
    note_matches(cx, matches);
    return cx.page({.title = "Decide",
                    .caption = seen.request.display_name(),
                    .problems = problems,
                    .back = path_to(seen.request),
                    .wide = true},
                   above + danger_warning(seen.request) + safe_contact_of(seen.request) + replies +
                       known_parents(cx, seen, matches) +
                       html::two_columns(DecisionForm(cx, seen, matches, on).draw(), beside_the_form(cx, seen)));
}

// What somebody had begun to write when a colleague decided.
Response begun_too_late(Context& cx, const SeenRequest& seen, const http::Answers& kept) {
    std::vector<Typed> typed{{"Why?", std::string(kept.raw("reason"))},
                             {"What you want to tell the person who asked", std::string(kept.raw("feedback"))}};
    for (const auto& field : kept.fields())
        if (field.first.starts_with("question-")) typed.push_back({"What you want to ask", field.second});
    return cx.page(
        {.title = "Decided meanwhile", .caption = seen.request.display_name(), .back = path_to(seen.request)},
        recorded_meanwhile(cx, seen) + what_was_typed(typed));
}

Response ask_decision(Context& cx) {
    const auto seen = the_request_at_the_front_door(cx);
    const auto kept = decision_draft(cx.db, cx.viewer, seen.request.id);
    if (seen.request.state == State::decided || seen.request.state == State::step_up)
        return kept.version > 0 ? begun_too_late(cx, seen, kept.answers) : http::see_other(path_to(seen.request));
    return decision_page(cx, seen, matches_for(cx.db, cx.viewer, seen.request, seen.decision.location, cx.now),
                         {.answers = kept.answers, .draft_version = kept.version});
}

// Of what the form sends, what a person typed or chose.
http::Answers typed_on_the_form(const http::Answers& sent) {
    static constexpr std::array whole{"decision", "reason", "feedback", "family"};
    static constexpr std::array begun{"level-", "match-", "why-", "question-", "team-", "lead-", "agency-", "offer-"};
    std::vector<std::pair<std::string, std::string>> typed;
    for (const auto& field : sent.fields()) {
        const bool is_whole = std::find(whole.begin(), whole.end(), field.first) != whole.end();
        const bool is_begun =
            std::any_of(begun.begin(), begun.end(), [&](const char* each) { return field.first.starts_with(each); });
        if ((is_whole || is_begun) && !field.second.empty()) typed.push_back(field);
    }
    return http::Answers(std::move(typed));
}

// Autosave.
Response keep_decision(Context& cx) {
    const auto seen = request_to_decide(cx);
    const auto typed = typed_on_the_form(cx.answers);
    SavedPage kept;
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        require(writer, cx.viewer, Action::triage_request, seen.request.id);
        kept = save_decision_draft(writer, cx.viewer, seen.request.id, seen_version(cx.answers), typed);
        if (kept.theirs) return Problem{"", "changed_meanwhile", "This was saved in another window"};
        return path_to(seen.request);
    });
    return saved ? autosaved(kept.version, cx.now) : changed_elsewhere(*kept.theirs);
}

template <typename Thing>
Id<Thing> id_of(const std::optional<Thing>& thing) {
    return thing ? thing->id : Id<Thing>();
}

// What was typed for the chosen decision; fields of the others are left alone.
class ReadDecision {
public:
    ReadDecision(Context& cx, const SeenRequest& seen, const profiles::Profile& profile,
                 const std::vector<MatchesFor>& matches)
        : cx_(cx), request_(seen.request), matches_(matches), profile_(profile),
          rule_(profile.find_decision(cx.answers.text("decision"), cx.today)) {}

    Result<Proposal> read() const {
        Proposal proposal{.reason = cx_.answers.text("reason"), .feedback = cx_.answers.text("feedback")};
        for (const auto* child : request_.children())
            proposal.levels.push_back({child->id, level(*child)});
        proposal.said = typed_of_matches(request_, matches_, cx_.answers);
        proposal.family = family(proposal.said);
        if (!rule_) return proposal;

        proposal.code = rule_->code;
        proposal.question = cx_.answers.text(field_of("question", *rule_));
        proposal.offer = cx_.answers.text(field_of("offer", *rule_));
        if (rule_->receiver == Receiver::team) {
            proposal.team = council_team();
            if (const auto host = agencies::find_host_agency(cx_.db))
                proposal.lead = lead_of(host->id).value_or(Id<access::Posting>());
        }
        if (rule_->receiver != Receiver::agency) return proposal;
        const auto picked = agencies::picked(agencies::agency_offers(cx_.db), cx_.answers, field_of("agency", *rule_));
        if (!picked) return picked.error();
        if (const auto agency = *picked ? Reference::parse((*picked)->code) : std::nullopt)
            proposal.agency = id_of(agencies::find_agency(cx_.db, *agency));
        const auto lead = lead_of(proposal.agency);
        if (!lead && !proposal.agency.empty())
            return Problem{field_of("lead", *rule_), "not_of_agency",
                           "Nobody with this address works for that agency now. Ask them for it"};
        proposal.lead = lead.value_or(Id<access::Posting>());
        return proposal;
    }

    // The page's fields are named after the decision; the rule's problems are not.
    Problems by_field(Problems problems) const {
        if (!rule_) return problems;
        for (auto& each : problems)
            for (const auto* what : {"team", "agency", "offer", "question", "lead"})
                if (each.field == what) each.field = field_of(what, *rule_);
        return problems;
    }

private:
    // One of the levels in force, or nothing.
    std::string level(const RequestPerson& child) const {
        const auto typed = cx_.answers.text(fmt::format("level-{}", child.position));
        for (const auto& each : profile_.levels(cx_.today))
            if (each.code == typed) return typed;
        return "";
    }

    Id<families::Family> family(const std::vector<Said>& said) const {
        const auto reference = Reference::parse(cx_.answers.text("family"));
        if (!reference) return {};
        for (const auto& each : families_matched(cx_.db, cx_.viewer, with_said(request_, said), cx_.now))
            if (each.reference == reference) return each.family;
        return {};
    }

    Id<agencies::Team> council_team() const {
        const auto typed = Reference::parse(cx_.answers.text(field_of("team", *rule_)));
        for (const auto& each : agencies::council_teams(cx_.db))
            if (each.reference == typed) return each.id;
        return {};
    }

    // Empty where nobody was named; nothing where whoever was named does not work there.
    std::optional<Id<access::Posting>> lead_of(Id<agencies::Agency> agency) const {
        const auto email = folded_email(cx_.answers.text(field_of("lead", *rule_)));
        if (email.empty()) return Id<access::Posting>();
        for (const auto& each : episodes::people_who_can_lead(cx_.db, agency, cx_.now))
            if (each.email == email) return each.posting;
        return std::nullopt;
    }

    Context& cx_;
    const Request& request_;
    const std::vector<MatchesFor>& matches_;
    const profiles::Profile& profile_;
    const DecisionRule* rule_;
};

std::string notice_of(const profiles::Profile& profile, DecisionKind kind) {
    switch (kind) {
    case DecisionKind::asks_question:
        return "Your question is sent. The clock stands still until it is answered";
    case DecisionKind::steps_up:
        return "Recorded. It stays on Home until " + profile.word("social_care") + " has accepted it";
    default:
        return "The decision is recorded, and the person who asked is told";
    }
}

// Where whoever decided goes: never to the record, which for a family kept to people who are named is not there for
// them any more. So it tells nothing.
constexpr const char* to_the_queue = "/requests";

// The notice leads to the request, for a family kept to people who are named too: what it is, the link says to nobody.
std::string about(const Request& request, std::string notice) {
    return http::notice_with_link(std::move(notice), path_to(request), "Open the request");
}

Response record(Context& cx) {
    const auto seen = the_request_at_the_front_door(cx);
    const auto profile = profiles::current(cx.db);
    const auto looked = look_for_matches(cx.db, cx.viewer, seen.request, seen.decision.location, cx.now);
    const ReadDecision reading(cx, seen, *profile, looked.matches);
    const auto proposal = reading.read();
    const auto draft_version = decision_draft(cx.db, cx.viewer, seen.request.id).version;
    const auto again = [&](const Problems& problems) {
        return decision_page(cx, seen, looked.matches,
                             {.answers = cx.answers, .draft_version = draft_version, .problems = problems});
    };
    if (!proposal) return again(proposal.error());

    auto kind = DecisionKind::closes;
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        require(writer, cx.viewer, Action::triage_request, seen.request.id);
        const auto recorded = record_decision(writer, cx.viewer, *profile, seen.request.id,
                                              seen_version(cx.answers, "seen"), *proposal, looked);
        if (!recorded) return recorded.error();
        drop_decision_draft(writer, cx.viewer, seen.request.id);
        kind = recorded->kind;
        return std::string(to_the_queue);
    });
    if (!saved) return again(reading.by_field(saved.error()));
    return http::see_other(*saved, about(seen.request, notice_of(*profile, kind)));
}

// Social care's answer to a step up

struct PendingStepUp {
    SeenRequest seen;
    episodes::StepUp step_up;
};

PendingStepUp the_step_up(Context& cx) {
    auto seen = the_request_at_the_front_door(cx);
    for (const auto& each : decisions_on(cx.db, seen.request.id))
        if (!each.step_up.empty()) return {std::move(seen), http::found(episodes::find_step_up(cx.db, each.step_up))};
    throw http::Stop{404};
}

Html step_up_form(Context& cx, const profiles::Profile& profile, const PendingStepUp& pending,
                  const Problems& problems) {
    const auto typed = [&](const char* name) { return cx.answers.text(name); };
    const auto input = [&](const char* name, const char* label) {
        return html::input({.name = name, .label = label, .value = typed(name), .problems = problems});
    };
    const auto version = version_to_send(cx.answers, problems, pending.seen.request.version);
    return html::form(
        {.action = path_to(pending.seen.request) + "/step-up",
         .submit = "Record the answer",
         .fields = cx.form_fields() + html::hidden_field("version", std::to_string(version))},
        html::radios({.name = "outcome",
                      .legend = "What did " + profile.word("social_care") + " answer?",
                      .choices = {{.value = "accepted",
                                   .text = "They accepted it",
                                   .conditional = input("accepted_by", "Who accepted it?") +
                                                  input("accepted_reference", "Their reference")},
                                  {.value = "returned",
                                   .text = "They sent it back",
                                   .hint = "It comes back to " + profile.word("front_door") + ", to be decided again.",
                                   .conditional = html::text_area({.name = "returned_reason",
                                                                   .label = "Why?",
                                                                   .text = typed("returned_reason"),
                                                                   .problems = problems})}},
                      .chosen = typed("outcome"),
                      .problems = problems}));
}

Response step_up_page(Context& cx, const PendingStepUp& pending, const Problems& problems = {}) {
    const auto profile = profiles::current(cx.db);
    const auto& step_up = pending.step_up;
    std::vector<html::SummaryRow> rows{{"Asked", html::time(step_up.asked_at)},
                                       {"By", worker(cx.db, step_up.asked_by).words()},
                                       {"Why", html::typed_text(step_up.reason)}};
    if (step_up.is_pending()) {
        const auto clock = episodes::clock_of(step_up, *profile, cx.now);
        rows.push_back({"Time left", clock.words.empty() ? Html("not set") : Html(clock.words)});
    }
    if (step_up.outcome == episodes::StepUpOutcome::accepted) {
        rows.push_back({"Accepted by", step_up.accepted_by});
        rows.push_back({"Their reference", step_up.accepted_reference});
    }
    if (step_up.outcome == episodes::StepUpOutcome::returned)
        rows.push_back({"Sent back, because", html::typed_text(step_up.returned_reason)});
    Html content = html::summary_list({.rows = std::move(rows)});
    if (step_up.is_pending())
        content += step_up_form(cx, *profile, pending, problems);
    else if (!problems.empty())
        content += what_was_typed({{"Who accepted it", std::string(cx.answers.raw("accepted_by"))},
                                   {"Their reference", std::string(cx.answers.raw("accepted_reference"))},
                                   {"Why they sent it back", std::string(cx.answers.raw("returned_reason"))}});
    return cx.page({.title = profile->word_at_start("step_up"),
                    .caption = pending.seen.request.display_name(),
                    .problems = problems,
                    .back = path_to(pending.seen.request)},
                   content);
}

Response show_step_up(Context& cx) {
    return step_up_page(cx, the_step_up(cx));
}

Result<episodes::StepUp> answered(Context& cx, episodes::StepUp step_up) {
    const auto outcome = cx.answers.text("outcome");
    if (outcome == "accepted")
        return episodes::accept(std::move(step_up), cx.answers.text("accepted_by"),
                                cx.answers.text("accepted_reference"), cx.now);
    if (outcome == "returned")
        return episodes::send_back(std::move(step_up), cx.answers.text("returned_reason"), cx.now);
    return Problem{"outcome", "missing", "Choose what they answered"};
}

Response record_answer(Context& cx) {
    const auto pending = the_step_up(cx);
    const auto profile = profiles::current(cx.db);
    const auto answer = answered(cx, pending.step_up);
    if (!answer) return step_up_page(cx, pending, answer.error());

    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        const auto& id = pending.seen.request.id;
        const auto request = unchanged(writer, cx.viewer, Action::triage_request, id, seen_version(cx.answers));
        if (!request) return request.error();
        const auto kept = record_social_cares_answer(writer, cx.viewer, *profile, id, *answer);
        if (!kept) return kept.error();
        const bool accepted = answer->outcome == episodes::StepUpOutcome::accepted;
        return accepted ? std::string(to_the_queue) : path_to(pending.seen.request);
    });
    if (!saved) return step_up_page(cx, pending, saved.error());
    return http::see_other(*saved, about(pending.seen.request, "Their answer is recorded"));
}

} // namespace

void decision_routes(http::Router& router) {
    router.get("/requests/{request}/decision", Action::triage_request, {"request.viewed"}, ask_decision);
    router.put("/requests/{request}/decision", Action::triage_request, keep_decision);
    router.post("/requests/{request}/decision", Action::triage_request, record);
    router.get("/requests/{request}/step-up", Action::triage_request, {"request.viewed"}, show_step_up);
    router.post("/requests/{request}/step-up", Action::triage_request, record_answer);
}

} // namespace kith::requests
