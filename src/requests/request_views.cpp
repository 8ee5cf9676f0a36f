#include "requests/request_views.h"

#include "agencies/agency_store.h"
#include "agencies/team_store.h"
#include "base/text.h"
#include "db/database.h"
#include "places/postcode_store.h"

namespace kith::requests {

using html::Html;
namespace key = profiles::key;

std::string path_to(const Request& request) {
    return "/requests/" + request.reference.text();
}

namespace {

std::vector<html::SummaryRow> rows_of(const std::vector<Answered>& answers) {
    std::vector<html::SummaryRow> rows;
    std::string last;
    std::string said; // ticks are one answer, a line each
    for (const auto& each : answers) {
        const bool goes_on = each.question == last;
        said = goes_on ? said + "\n" + each.answer : each.answer;
        last = each.question;
        if (!goes_on) rows.push_back({each.label, {}});
        rows.back().value = html::typed_text(said);
    }
    return rows;
}

bool is_story(std::string_view question) {
    return question == key::danger_reason || question == key::going_well || question == key::worries ||
           question == key::would_help;
}

// A number may be a house's or a landline's, but for a day's. How to reach the family safely is read by everybody who
// may have to.
bool tells_where(const Answered& each, const profiles::RequestForm* form) {
    using enum profiles::QuestionKind;
    if (each.question == key::safe_contact) return false;
    const auto* question = form ? form->find_question(each.question) : nullptr;
    if (!question || question->kind == postcode || question->kind == school) return true;
    return question->kind != day && people::tells_location({.value = each.answer});
}

bool may_be_told(const SeenRequest& seen, const Answered& each, const profiles::Profile& profile) {
    return seen.decision.location || !tells_where(each, profile.find_request_form(seen.request.form_version));
}

} // namespace

Html in_the_referrers_words(const SeenRequest& seen, const profiles::Profile& profile) {
    const auto& request = seen.request;
    Html story;
    std::vector<Answered> rest;
    for (const auto& each : request.answers) {
        if (each.person != 0) continue;
        if (!is_story(each.question)) {
            if (may_be_told(seen, each, profile)) rest.push_back(each);
            continue;
        }
        story += html::heading(each.label, 3) +
                 html::quoted_words({.words = each.answer,
                                     .by = Html(seen.tellers()) + Html(", ") + html::time(request.sent_at.day())});
    }
    return story + html::summary_list({.rows = rows_of(rest)});
}

Html danger_warning(const Request& request) {
    if (!request.danger || request.state == State::decided) return {};
    return html::warning_text("The referrer says that a child is in danger now. Nothing is needed to step it up but a "
                              "reason.");
}

Html safe_contact_of(const Request& request) {
    return safe_contact_said(request.answer(key::safe_contact));
}

Html safe_contact_said(const std::string& said) {
    return said.empty() ? Html() : html::safe_contact(html::typed_text(said));
}

namespace {

std::string known_words(db::Reader& reader, const access::Viewer& viewer, const SeenRequest& seen,
                        Id<access::Posting> posting) {
    return known_to(viewer, seen.rights, worker(reader, posting)).words();
}

} // namespace

Html added_since(db::Reader& reader, const access::Viewer& viewer, const SeenRequest& seen) {
    if (seen.request.additions.empty()) return {};

    Html all = html::heading("Added since", 3);
    for (const auto& each : seen.request.additions)
        all += html::quoted_words(
            {.words = each.words,
             .by = Html(known_words(reader, viewer, seen, each.by)) + Html(", ") + html::time(each.at)});
    return all;
}

namespace {

// Each person's own ward: a family may live in two homes. A home that several share is looked up once.
class WardsOfHomes {
public:
    explicit WardsOfHomes(db::Reader& reader) : reader_(reader) {}

    Html of(const std::string& postcode) {
        const auto [at, is_new] = known_.try_emplace(postcode);
        if (is_new) at->second = look_up(postcode);
        return at->second;
    }

private:
    Html look_up(const std::string& postcode) {
        const auto place = places::find_place(reader_, postcode);
        return place ? Html(places::words(place->ward)) : html::secondary("Not in the postcode file loaded here");
    }

    db::Reader& reader_;
    std::map<std::string, Html> known_;
};

void add_whereabouts(std::vector<html::SummaryRow>& rows, const Whereabouts* where, WardsOfHomes& wards) {
    if (!where) {
        rows.push_back({"Home and school", "Only for those on this family's location list"});
        return;
    }
    if (!where->address.empty() || !where->postcode.empty())
        rows.push_back(
            {"Home", html::typed_text(where->address + (where->address.empty() ? "" : "\n") + where->postcode)});
    if (!where->postcode.empty()) rows.push_back({"Ward", wards.of(where->postcode)});
    if (!where->school_name.empty()) rows.push_back({"School", where->school_name});
    if (!where->landline.empty()) rows.push_back({"Telephone", html::telephone_link(where->landline)});
}

bool is_shown_by_itself(const Answered& each, const RequestPerson& person) {
    static constexpr std::array keys{key::child_given_names,  key::child_family_name, key::child_sex,
                                     key::child_postcode,     key::child_address,     key::child_school,
                                     key::child_relationship, key::adult_given_names, key::adult_family_name,
                                     key::adult_relationship, key::adult_telephone};
    if (each.question == key::child_born) return person.birth.is_known();
    return std::find(keys.begin(), keys.end(), each.question) != keys.end();
}

// What a council asks besides about each, and a birthday that is no date, as it was typed.
std::vector<html::SummaryRow> other_answers(const SeenRequest& seen, const RequestPerson& person,
                                            const profiles::Profile& profile) {
    std::vector<Answered> others;
    for (const auto& each : seen.request.answers)
        if (each.person == person.position && !is_shown_by_itself(each, person) && may_be_told(seen, each, profile))
            others.push_back(each);
    return rows_of(others);
}

} // namespace

Html people_named(db::Reader& reader, const SeenRequest& seen, const profiles::Profile& profile) {
    WardsOfHomes wards(reader);
    Html all;
    for (const auto& person : seen.request.people) {
        std::vector<html::SummaryRow> rows;
        if (!person.earlier.empty()) rows.push_back({"Asked about before", "by the same agency"});
        if (person.birth.is_known()) rows.push_back({"Born", words(person.birth)});
        if (!person.sex.empty()) rows.push_back({"Sex", profile.list("sex").label(person.sex)});
        if (!person.relationship.empty())
            rows.push_back(
                {person.kind == PersonKind::child ? "Referrer is" : "Is to the children", person.relationship});
        add_whereabouts(rows, person.whereabouts.reveal(seen.decision), wards);
        if (!person.telephone.empty()) rows.push_back({"Telephone", html::telephone_link(person.telephone)});
        for (auto& row : other_answers(seen, person, profile))
            rows.push_back(std::move(row));
        all += html::summary_card({.heading = person.display_name(), .rows = std::move(rows), .level = 3});
    }
    return all;
}

Html what_was_typed(const std::vector<Typed>& typed) {
    std::vector<html::SummaryRow> rows;
    for (const auto& each : typed)
        if (!trimmed(each.words).empty()) rows.push_back({each.label, html::typed_text(each.words)});
    if (rows.empty()) return {};
    return html::card({.heading = "What you typed", .content = html::summary_list({.rows = std::move(rows)})});
}

Html new_answer(db::Reader& reader, const access::Viewer& viewer, const SeenRequest& seen) {
    const auto* question = seen.request.new_answer();
    if (!question) return {};
    return html::card(
        {.heading = "Your question was answered",
         .content = html::paragraph({html::strong("Asked: "), question->question, " ",
                                     html::secondary({known_words(reader, viewer, seen, question->asked_by), ", ",
                                                      html::time(question->asked_at.day())})}) +
                    html::quoted_words({.words = question->answer,
                                        .by = {known_words(reader, viewer, seen, question->answered_by), ", ",
                                               html::time(*question->answered_at)}})});
}

SeenRequest without_new_answer(SeenRequest seen) {
    if (seen.request.new_answer()) seen.request.questions.pop_back();
    return seen;
}

Html questions_and_answers(db::Reader& reader, const access::Viewer& viewer, const SeenRequest& seen) {
    const auto& request = seen.request;
    if (request.questions.empty()) return {};

    std::vector<html::Happening> all;
    for (auto each = request.questions.rbegin(); each != request.questions.rend(); ++each) {
        Html content = html::paragraph(html::strong("Asked: ") + Html(each->question));
        if (each->is_open())
            content += html::paragraph(html::secondary("Not answered yet"));
        else if (each->answer.empty())
            content += html::paragraph(html::secondary("Decided before it was answered"));
        else
            content += html::quoted_words({.words = each->answer,
                                           .by = Html(known_words(reader, viewer, seen, each->answered_by)) +
                                                 Html(", ") + html::time(each->answered_at->day())});
        all.push_back({.title = "Question",
                       .by = known_words(reader, viewer, seen, each->asked_by),
                       .when = html::time(each->asked_at),
                       .content = std::move(content)});
    }
    return html::heading("Questions", 2) + html::timeline(all);
}

Html state_tag(State state) {
    using enum html::TagColour;
    switch (state) {
    case State::question:
        return html::tag({.text = "Question asked", .colour = yellow});
    case State::step_up:
        return html::tag({.text = "Passed on", .colour = orange});
    case State::decided:
        return html::tag({.text = "Decided", .colour = green});
    case State::received:
        break;
    }
    return html::tag({.text = "Waiting", .colour = blue});
}

namespace {

Html accepted_words(const episodes::StepUp& step_up) {
    return {fmt::format("Accepted by {} (reference {}) on ", step_up.accepted_by, step_up.accepted_reference),
            html::time(step_up.answered_at->day())};
}

Html sent_back_words(const profiles::Profile& profile, const episodes::StepUp& step_up) {
    return {fmt::format("Sent back by {} on ", profile.word("social_care")), html::time(step_up.answered_at->day())};
}

} // namespace

Html answer_of_social_care(const profiles::Profile& profile, const Request& request) {
    if (const auto* step_up = request.accepted()) return html::inset_text(accepted_words(*step_up));
    if (const auto* step_up = request.sent_back())
        return html::inset_text(html::paragraph(html::strong(sent_back_words(profile, *step_up)) + Html(", because:")) +
                                html::typed_text(step_up->returned_reason));
    return {};
}

std::string answer_of_social_care_as_told(const profiles::Profile& profile, const Request& request) {
    const auto who = profile.word_at_start("social_care");
    if (const auto* step_up = request.accepted())
        return fmt::format("{} accepted it on {}.", who, words(step_up->answered_at->day()));
    if (const auto* step_up = request.sent_back())
        return fmt::format("{} sent it back on {}, and {} is deciding again.", who, words(step_up->answered_at->day()),
                           profile.word("front_door"));
    return {};
}

namespace {

// What the step up of one decision came to, in a row of it.
void add_social_cares_answer(std::vector<html::SummaryRow>& rows, const access::Viewer& viewer,
                             const profiles::Profile& profile, const Request& request,
                             const episodes::StepUp& step_up) {
    using enum episodes::StepUpOutcome;
    // Who accepted it and why it came back are words between the front door and social care.
    const bool is_told_all =
        viewer.host_agency && (request.sender_agency != viewer.agency || viewer.may(access::Action::triage_request));
    const auto* label = "What came of it";
    if (step_up.outcome == accepted)
        rows.push_back({label, is_told_all ? accepted_words(step_up)
                                           : Html("Accepted on ") + html::time(step_up.answered_at->day())});
    if (step_up.outcome != returned) return;
    const auto sent_back = sent_back_words(profile, step_up);
    rows.push_back({label, is_told_all ? html::paragraph(sent_back + Html(", because:")) +
                                             html::typed_text(step_up.returned_reason)
                                       : sent_back});
}

bool may_know_who_helps(db::Reader& reader, const access::Viewer& viewer, const agencies::Agency& agency,
                        Id<episodes::Episode> help, Instant now) {
    if (!agency.details.confidential) return true;
    const auto seen = episodes::find_episode(reader, viewer, help, now);
    return seen && seen->shows_content();
}

void add_who_helps(std::vector<html::SummaryRow>& rows, db::Reader& reader, const access::Viewer& viewer,
                   const Decision& decision, Instant now) {
    const auto team = agencies::find_team(reader, decision.team);
    const auto agency = agencies::find_agency(reader, team ? team->agency : decision.agency);
    if (agency && !may_know_who_helps(reader, viewer, *agency, decision.episode, now)) {
        rows.push_back({"Agency", std::string(episodes::support_service)});
        return;
    }
    if (team) rows.push_back({"Team", team->name()});
    if (agency && !team) rows.push_back({"Agency", agency->name()});
    if (!decision.offer.empty()) rows.push_back({"Service", decision.offer});
}

} // namespace

Html decision_in_full(db::Reader& reader, const access::Viewer& viewer, const profiles::Profile& profile,
                      const Request& request, const Decision& decision, Instant now) {
    std::vector<html::SummaryRow> rows{{"Decision", decision.label}};
    for (const auto& each : decision.levels)
        if (const auto* child = request.find_person(each.child))
            rows.push_back(
                {profile.word_at_start("level") + " for " + child->display_name(), profile.level_words(each.level)});
    rows.push_back({"Why", html::typed_text(decision.reason)});
    if (!decision.feedback.empty()) rows.push_back({"Told to whoever asked", html::typed_text(decision.feedback)});
    add_who_helps(rows, reader, viewer, decision, now);
    if (const auto* step_up = request.find_step_up(decision.step_up))
        add_social_cares_answer(rows, viewer, profile, request, *step_up);
    rows.push_back({"By", Html(worker(reader, decision.by).words()) + Html(", ") + html::time(decision.at)});
    return html::summary_list({.rows = std::move(rows)});
}

Html decision_as_told(const Decision& decision, const std::optional<WhoHelps>& helper) {
    using enum profiles::DecisionKind;
    const bool about_help = decision.kind == opens_episode || decision.kind == joins_episode;
    const html::SummaryRow on{"On", html::time(decision.at.day())};
    std::vector<html::SummaryRow> rows;
    if (about_help && !helper) {
        if (!decision.feedback.empty()) rows.push_back({"For you", html::typed_text(decision.feedback)});
        rows.push_back(on);
        return html::summary_list({.rows = std::move(rows)}) + html::paragraph("Help is offered to the family.") +
               html::paragraph(constant_answer);
    }

    rows.push_back({"Decision", decision.label});
    if (!decision.told.empty()) rows.push_back({"What happens", decision.told});
    if (!decision.feedback.empty()) rows.push_back({"For you", html::typed_text(decision.feedback)});
    if (!decision.offer.empty()) rows.push_back({"Service", decision.offer});
    rows.push_back({"Why", html::typed_text(decision.reason)});
    rows.push_back(on);
    if (about_help && helper->is_open) {
        rows.push_back({"Who leads", helper->lead.empty() ? helper->agency : helper->lead + ", " + helper->agency});
        if (!helper->telephone.empty()) rows.push_back({"Telephone", html::telephone_link(helper->telephone)});
    }
    return html::summary_list({.rows = std::move(rows)});
}

} // namespace kith::requests
