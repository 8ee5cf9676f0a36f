// One request: for whoever sent it, where it has got to; for the front door, the request beside what is known.

#include "requests/request_pages.h"

#include "access/register.h"
#include "access/users.h"
#include "families/family_store.h"
#include "html/components.h"
#include "http/router.h"
#include "people/person_store.h"
#include "profiles/profile_store.h"
#include "requests/decision_draft_store.h"
#include "requests/decision_store.h"
#include "requests/match_store.h"
#include "requests/match_views.h"
#include "requests/request_views.h"
#include "requests/routes.h"
#include "requests/safe_contact_views.h"

namespace kith::requests {

using access::Action;
using html::Html;
using http::Context;
using http::Response;

SeenRequest the_request(Context& cx) {
    auto seen = http::found(find_request(cx.db, cx.viewer, cx.reference("request"), cx.now));
    cx.saw("request", seen.request.id.text());
    return seen;
}

namespace {

bool is_at_the_front_door(const SeenRequest& seen) {
    return seen.shows_content() && seen.rights.to(Action::triage_request).effect == access::Effect::content;
}

} // namespace

SeenRequest request_to_decide(Context& cx) {
    auto seen = http::found(find_request(cx.db, cx.viewer, cx.reference("request"), cx.now));
    if (!is_at_the_front_door(seen)) throw http::Stop{404};
    return seen;
}

SeenRequest the_request_at_the_front_door(Context& cx) {
    auto seen = request_to_decide(cx);
    cx.saw("request", seen.request.id.text());
    return seen;
}

void require(db::Writer& writer, const access::Viewer& viewer, Action action, Id<Request> request) {
    const auto decision = access::decide_about(writer, viewer, action, request.text(), writer.now());
    if (decision.effect != access::Effect::content) throw http::Stop{404};
}

Result<Request> unchanged(db::Writer& writer, const access::Viewer& viewer, Action action, Id<Request> request,
                          std::int64_t version) {
    require(writer, viewer, action, request);
    auto now = whole_request(writer, request);
    if (now && now->version == version) return std::move(*now);
    return Problem{"", "changed_meanwhile",
                   "Somebody else was faster. What they did is shown here; what you wrote is still here too"};
}

void note_matches(Context& cx, const std::vector<MatchesFor>& matches) {
    const auto note = [&](const PossibleMatch& match) {
        cx.saw("person", match.match.candidate.summary.id.text());
        for (const auto& id : match.match.also)
            cx.saw("person", id.text());
        for (const auto& each : match.families)
            cx.saw("family", each.id.text());
        for (const auto& each : match.episodes)
            cx.saw("episode", each.episode.id.text());
        for (const auto& each : match.earlier)
            cx.saw("request", each.id.text());
    };
    for (const auto& each : matches) {
        if (each.confirmed) note(*each.confirmed);
        for (const auto& possible : each.possible)
            note(possible);
        for (const auto& refusal : each.refused)
            cx.saw("person", refusal.summary.id.text());
        for (const auto& request : each.alike)
            cx.saw("request", request.id.text());
    }
}

namespace {

// Titles name nobody: they stay in a browser's history.
std::string title_of(const Reference& request) {
    return "Request " + request.spoken();
}

std::string title_of(const Request& request) {
    return title_of(request.reference);
}

Html version_field(const Request& request) {
    return html::hidden_field("version", std::to_string(request.version));
}

// For whoever sent it

std::string state_sentence(const profiles::Profile& profile, const Request& request) {
    switch (request.state) {
    case State::question:
        return profile.word_at_start("front_door") +
               " has asked you a question. The clock stands still until you answer.";
    case State::step_up:
        return "It was passed on to " + profile.word("social_care") + ", who have not accepted it yet.";
    case State::decided:
        return profile.word_at_start("front_door") + " has decided what happens next.";
    case State::received:
        break;
    }
    return "It is with " + profile.word("front_door") + ", waiting for a decision.";
}

Html answer_as_told(const profiles::Profile& profile, const Request& request) {
    const auto told = answer_of_social_care_as_told(profile, request);
    return told.empty() ? Html() : html::paragraph(told);
}

// What came back is decided again.
std::string heading_of_decisions(const Request& request) {
    return request.sent_back() ? "What was decided before" : "What was decided";
}

// Said only where the council has confirmed how long it takes (design 7.12).
Html by_when(const profiles::Profile& profile, const Request& request) {
    const auto* rule = profile.find_clock("triage", request.sent_at.day());
    if (!rule || !rule->promised() || !request.due_at) return {};
    return html::paragraph(Html("You will hear by ") + html::strong(html::time(request.due_at->day())) + Html("."));
}

Html answer_form(Context& cx, const Request& request, const Problems& problems) {
    const auto* question = request.open_question();
    const auto typed = std::string(cx.answers.raw("answer"));
    if (!question) return problems.empty() ? Html() : what_was_typed({{"Your answer", typed}});
    return html::card(
        {.heading = "A question for you",
         .content = html::quoted_words({.words = question->question,
                                        .by = Html(worker(cx.db, question->asked_by).words()) + Html(", ") +
                                              html::time(question->asked_at.day())}) +
                    (question->told.empty() ? Html() : html::paragraph(question->told)) +
                    html::form({.action = path_to(request) + "/answers",
                                .submit = "Send the answer",
                                .fields = cx.form_fields() + version_field(request),
                                .draft_key = cx.browser_key(fmt::format("answer|{}", question->id.text()))},
                               html::text_area(
                                   {.name = "answer", .label = "Your answer", .text = typed, .problems = problems}))});
}

// The open question stands above its answer; it is not said twice.
SeenRequest without_open_question(SeenRequest seen) {
    std::erase_if(seen.request.questions, [](const Question& question) { return question.is_open(); });
    return seen;
}

Html told(Context& cx, const SeenRequest& seen) {
    const auto decisions = decisions_on(cx.db, seen.request.id);
    if (decisions.empty()) return {};

    const auto& latest = decisions.front();
    const auto helper = latest.episode.empty() ? std::nullopt : who_helps(cx.db, cx.viewer, latest.episode, cx.now);
    if (helper) cx.saw("episode", helper->episode.text());
    return html::heading(heading_of_decisions(seen.request), 2) + decision_as_told(latest, helper);
}

// Another one as soon as the viewer's own words are sent. A colleague's take nothing away.
std::string addition_key(const Context& cx, const Request& request) {
    const auto own = std::ranges::count_if(request.additions, [&](const Addition& each) {
        const auto posting = access::find_posting(cx.db, each.by);
        return posting && posting->user == cx.viewer.user;
    });
    return cx.browser_key(fmt::format("addition|{}|{}", request.id.text(), own));
}

Html addition_form(Context& cx, const Request& request, const Problems& problems) {
    const auto typed = std::string(cx.answers.raw("words"));
    if (request.state == State::decided || request.state == State::step_up)
        return problems.empty() ? Html() : what_was_typed({{"What you want to add", typed}});
    return html::details(
        {.summary = "Add something to this request",
         .content = html::form(
             {.action = path_to(request) + "/additions",
              .submit = "Add it",
              .fields = cx.form_fields() + version_field(request),
              .draft_key = addition_key(cx, request)},
             html::text_area(
                 {.name = "words", .label = "What do you want to add?", .text = typed, .problems = problems})),
         .open = !typed.empty()});
}

Html what_was_sent(Context& cx, const profiles::Profile& profile, const SeenRequest& seen) {
    return html::heading("Who it is about", 2) + people_named(cx.db, seen, profile) +
           html::heading("In the referrer's words", 2) + in_the_referrers_words(seen, profile) +
           added_since(cx.db, cx.viewer, seen);
}

Response status_page(Context& cx, const SeenRequest& seen, const Problems& problems = {}) {
    const auto profile = profiles::current(cx.db);
    const auto& request = seen.request;
    const bool own = request.sender_agency == cx.viewer.agency;
    Html content = html::paragraph(state_tag(request.state)) + html::paragraph(state_sentence(*profile, request)) +
                   answer_as_told(*profile, request) + by_when(*profile, request);
    if (own) content += answer_form(cx, request, problems) + addition_form(cx, request, problems);
    content += told(cx, seen) + questions_and_answers(cx.db, cx.viewer, own ? without_open_question(seen) : seen) +
               html::details({.summary = "What was sent", .content = what_was_sent(cx, *profile, seen)}) +
               html::paragraph(html::link(path_to(request) + "/print", "A copy to print"));
    return cx.page({.title = title_of(request), .caption = request.display_name(), .problems = problems}, content);
}

// For those who may read all that was decided

Html what_was_decided(Context& cx, const profiles::Profile& profile, const Request& request) {
    Html decided;
    for (const auto& each : decisions_on(cx.db, request.id))
        decided += decision_in_full(cx.db, cx.viewer, profile, request, each, cx.now);
    return decided.empty() ? Html() : html::heading(heading_of_decisions(request), 2) + decided;
}

// For those who work with the family

Html read_button(Context& cx, const SeenRequest& seen, const std::optional<Joined>& joined) {
    if (!joined) return {};
    Html content;
    if (joined->beside)
        content += html::inset_text("Help was begun a second time for somebody in this family: whoever decided may not "
                                    "know of yours, and was told nothing of it. What was decided stands below. Speak "
                                    "with whoever helps there, or with your manager, about who goes on.");
    if (!joined->is_read)
        content += html::one_button_form(
            {.action = path_to(seen.request) + "/reader", .text = "I have read it", .fields = cx.form_fields()});
    return content;
}

Response helpers_page(Context& cx, const SeenRequest& seen, const std::optional<Joined>& joined) {
    const auto profile = profiles::current(cx.db);
    const Html content =
        html::paragraph(Html("From ") + Html(seen.sender.words()) + Html(", ") + html::time(seen.request.sent_at)) +
        safe_contact_of(seen.request) + read_button(cx, seen, joined) + what_was_sent(cx, *profile, seen) +
        questions_and_answers(cx.db, cx.viewer, seen) + what_was_decided(cx, *profile, seen.request);
    return cx.page({.title = title_of(seen.request), .caption = seen.request.display_name()}, content);
}

// Some days after its decision a request is a line and no more.
Response index_page(Context& cx, const SeenRequest& seen) {
    std::vector<html::SummaryRow> rows{{"Sent", html::time(seen.request.sent_at.day())},
                                       {"From", seen.sender.agency_name}};
    for (const auto& each : decisions_on(cx.db, seen.request.id))
        rows.push_back({"Decision", Html(each.label) + Html(", ") + html::time(each.at.day())});
    return cx.page({.title = title_of(seen.request)},
                   html::paragraph(state_tag(seen.request.state)) + html::summary_list({.rows = std::move(rows)}) +
                       html::paragraph("Its content is shown to those who work with the family."));
}

// For the front door

Html taking(Context& cx, const Request& request) {
    if (request.state == State::decided) return {};
    const bool mine = request.taken_by == cx.viewer.posting;
    const auto by = request.taken_by.empty() ? std::string() : worker(cx.db, request.taken_by).name;
    const Html fields = cx.form_fields() + version_field(request);
    const auto button = [&](const char* text, const char* verb) {
        return html::one_button_form(
            {.action = path_to(request) + "/taker", .text = text, .fields = fields + html::hidden_field("verb", verb)});
    };
    if (mine) return html::paragraph("You have taken this request.") + button("Release it", "release");
    if (by.empty()) return button("Take it", "take");
    return html::paragraph(Html("Taken by ") + Html(by) + Html(".")) + button("Take it over", "take");
}

Html time_left(Context& cx, const profiles::Profile& profile, const Request& request) {
    if (request.state == State::decided || request.state == State::step_up) return {};
    if (request.danger) return html::tag({.text = "Now", .colour = html::TagColour::red});
    const auto clock = clock_of(profile, request, cx.now);
    if (clock.words.empty()) return html::secondary("No time limit is set");
    const auto colour = clock.late     ? html::TagColour::red
                        : clock.paused ? html::TagColour::yellow
                                       : html::TagColour::blue;
    return html::tag({.text = clock.words, .colour = colour});
}

Html next_step(const profiles::Profile& profile, const Request& request) {
    if (request.state == State::step_up)
        return html::button({.text = "Record what " + profile.word("social_care") + " answered",
                             .address = path_to(request) + "/step-up"});
    if (request.state == State::decided) return {};
    return html::button({.text = "Decide", .address = path_to(request) + "/decision"});
}

Html state_at_the_front_door(const Request& request) {
    const bool is_back = request.state == State::received && request.sent_back();
    return is_back ? html::tag({.text = "Sent back", .colour = html::TagColour::orange}) : state_tag(request.state);
}

Html stepped_up(const profiles::Profile& profile, const Request& request) {
    const Html answer = answer_of_social_care(profile, request);
    if (answer.empty()) return {};
    return answer + html::paragraph(html::link(path_to(request) + "/step-up",
                                               "What " + profile.word("social_care") + " was asked, and when"));
}

} // namespace

Response front_door_page(Context& cx, const SeenRequest& seen, const Problems& problems) {
    const auto profile = profiles::current(cx.db);
    const auto& request = seen.request;
    const auto matches = matches_for(cx.db, cx.viewer, request, seen.decision.location, cx.now);
    note_matches(cx, matches);

    Html left = html::paragraph(Html("From ") + Html(seen.sender.words()) + Html(", ") + html::time(request.sent_at));
    if (!seen.sender.telephone.empty())
        left += html::paragraph(Html("Telephone ") + html::telephone_link(seen.sender.telephone));
    left += what_was_decided(cx, *profile, request);
    left += html::heading("In the referrer's words", 2) + in_the_referrers_words(seen, *profile) +
            added_since(cx.db, cx.viewer, seen) + html::heading("Who it is about", 2) +
            people_named(cx.db, seen, *profile) + questions_and_answers(cx.db, cx.viewer, without_new_answer(seen));

    const bool over = request.state == State::decided;
    const Html right =
        html::heading("What is known already", 2) + what_is_known(
                                                        request, matches, [&] { return cx.form_fields(); }, over);
    Html facts = html::paragraph(state_at_the_front_door(request) + Html(" ") + time_left(cx, *profile, request));
    const bool is_over = request.state == State::decided || request.state == State::step_up;
    if (is_over && decision_draft(cx.db, cx.viewer, request.id).version > 0)
        facts += html::paragraph(html::link(path_to(request) + "/decision", "What you had begun to write"));
    facts += danger_warning(request);
    facts += safe_contact_of(request);
    facts += stepped_up(*profile, request) + new_answer(cx.db, cx.viewer, seen);
    return cx.page({.title = title_of(request),
                    .caption = request.display_name(),
                    .problems = problems,
                    .back = "/requests",
                    .wide = true},
                   facts + taking(cx, request) + next_step(*profile, request) + html::two_columns(left, right));
}

namespace {

Response show_request(Context& cx) {
    const auto seen = the_request(cx);
    if (!seen.shows_content()) return index_page(cx, seen);
    if (is_at_the_front_door(seen)) return front_door_page(cx, seen);
    const auto joined = find_joined(cx.db, cx.viewer, seen.request.id, cx.now);
    if (!joined && seen.request.sender_agency == cx.viewer.agency) return status_page(cx, seen);
    return helpers_page(cx, seen, joined);
}

SeenRequest own_request(Context& cx) {
    auto seen = the_request(cx);
    if (!seen.shows_content() || seen.request.sender_agency != cx.viewer.agency) throw http::Stop{404};
    return seen;
}

Response show_sent(Context& cx) {
    const auto seen = own_request(cx);
    const auto profile = profiles::current(cx.db);
    const auto* form = profile->find_request_form(seen.request.form_version);
    Html content = html::panel(
        {.heading = "Your request is sent",
         .content = Html("Your reference is ") + html::line_break() + html::strong(seen.request.reference.spoken())});
    if (seen.request.danger)
        content += html::warning_text("If you have not rung yet, ring now: this page does not ring anybody.") +
                   html::urgent_line(profile->urgent_line());
    content += html::heading("What happens next", 2);
    if (form) content += html::paragraph(form->sent);
    content +=
        by_when(*profile, seen.request) + html::list({html::link(path_to(seen.request), "See where it has got to"),
                                                      html::link(path_to(seen.request) + "/print", "A copy to print")});
    return cx.page({.title = "Your request is sent", .heading = false}, content);
}

// On the copy to print: all of it for the front door, and what whoever asked is told for everybody else.
Html what_came_of_it(Context& cx, const profiles::Profile& profile, const SeenRequest& seen) {
    if (!is_at_the_front_door(seen)) return answer_as_told(profile, seen.request);
    return answer_of_social_care(profile, seen.request) + what_was_decided(cx, profile, seen.request);
}

Response show_printable(Context& cx) {
    const auto seen = the_request(cx);
    if (!seen.shows_content()) throw http::Stop{404};
    const auto profile = profiles::current(cx.db);
    const Html content =
        html::paragraph(Html("Sent by ") + Html(seen.sender.words()) + Html(", ") + html::time(seen.request.sent_at)) +
        safe_contact_of(seen.request) + what_came_of_it(cx, *profile, seen) + what_was_sent(cx, *profile, seen) +
        questions_and_answers(cx.db, cx.viewer, seen) +
        html::on_screen_only(html::paragraph(html::link(path_to(seen.request), "Back to the request")));
    return cx.page({.title = title_of(seen.request), .caption = seen.request.display_name()}, content);
}

Response answer_question(Context& cx) {
    const auto seen = own_request(cx);
    const auto profile = profiles::current(cx.db);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return unchanged(writer, cx.viewer, Action::ask_for_support, seen.request.id, seen_version(cx.answers))
            .and_then([&](Request request) {
                return answer(std::move(request), cx.answers.text("answer"), cx.viewer.posting, writer.now());
            })
            .and_then([&](Request answered) { return save_answer(writer, cx.viewer, *profile, answered); })
            .and_then([&](Done) { return Result<std::string>(path_to(seen.request)); });
    });
    if (!saved) return status_page(cx, seen, saved.error());
    return http::see_other(*saved, "Your answer is sent");
}

Response add_to_request(Context& cx) {
    const auto seen = own_request(cx);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return unchanged(writer, cx.viewer, Action::ask_for_support, seen.request.id, seen_version(cx.answers))
            .and_then([&](Request request) { return add(std::move(request), {.words = cx.answers.text("words")}); })
            .and_then([&](Request added) { return save_addition(writer, cx.viewer, added); })
            .and_then([&](Done) { return Result<std::string>(path_to(seen.request)); });
    });
    if (!saved) return status_page(cx, seen, saved.error());
    return http::see_other(*saved, "Added");
}

Response take_or_release(Context& cx) {
    const auto seen = the_request_at_the_front_door(cx);
    const bool take = cx.answers.text("verb") == "take";
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return unchanged(writer, cx.viewer, Action::triage_request, seen.request.id, seen_version(cx.answers))
            .and_then([&](const Request& request) {
                return take ? take_request(writer, cx.viewer, request) : release_request(writer, cx.viewer, request);
            })
            .and_then([&](Done) { return Result<std::string>(take ? path_to(seen.request) : "/requests"); });
    });
    if (!saved) return front_door_page(cx, seen, saved.error());
    return http::see_other(*saved, take ? "You have taken this request" : "The request is back on the list");
}

// Who is meant by the form's two fields; Stop{404} for a person whom the viewer may not know of.
Said what_is_said(Context& cx, const Request& request) {
    const auto position = cx.answers.text("about");
    const auto about = std::find_if(request.people.begin(), request.people.end(), [&](const RequestPerson& each) {
        return std::to_string(each.position) == position;
    });
    const auto reference = Reference::parse(cx.answers.text("person"));
    const auto verdict = to_verdict(cx.answers.text("verdict"));
    if (about == request.people.end() || !reference || !verdict) throw http::Stop{404};
    const auto person = http::found(people::find_person(cx.db, cx.viewer, *reference, cx.now));
    return {.about = about->id,
            .person = person.summary.id,
            .verdict = *verdict,
            .reason = *verdict == Verdict::not_same ? cx.answers.text("reason") : std::string()};
}

Response say_match(Context& cx) {
    const auto seen = the_request_at_the_front_door(cx);
    const auto said = what_is_said(cx, seen.request);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return unchanged(writer, cx.viewer, Action::triage_request, seen.request.id, seen_version(cx.answers))
            .and_then([&](const Request& request) { return say(writer, cx.viewer, request, said); })
            .and_then([&](Done) { return Result<std::string>(path_to(seen.request)); });
    });
    if (!saved) return front_door_page(cx, seen, saved.error());
    return http::see_other(*saved, said.verdict == Verdict::same       ? "Recorded: the same person"
                                   : said.verdict == Verdict::not_same ? "Recorded: not the same person"
                                                                       : "Recorded: nobody can tell yet");
}

Response read_it(Context& cx) {
    const auto seen = the_request(cx);
    if (!seen.shows_content()) throw http::Stop{404};
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        require(writer, cx.viewer, Action::read_request, seen.request.id);
        mark_read(writer, cx.viewer, seen.request.id);
        return std::string("/home");
    });
    if (!saved) throw http::Stop{404};
    return http::see_other(*saved);
}

} // namespace

namespace {

// `safely`: how they may be reached.
Html card_of(Context& cx, const std::vector<RequestLine>& requests, const Html& safely) {
    if (requests.empty()) return safely;
    Html content = safely;
    for (const auto& each : requests) {
        cx.saw("request", each.id.text());
        content += html::paragraph({html::link("/requests/" + each.reference.text(), title_of(each.reference)),
                                    " from " + each.sender.words() + ", ", html::time(each.sent_at.day())});
    }
    return html::card({.heading = "What was asked for", .content = content});
}

} // namespace

Html beside_family(Context& cx, const families::SeenFamily& family) {
    if (family.decision.effect != access::Effect::content) return {};
    return card_of(cx, requests_about(cx.db, cx.viewer, family.family.id, cx.now), {});
}

Html beside_episode(Context& cx, const episodes::SeenEpisode& episode) {
    if (!episode.shows_content()) return {};
    return card_of(cx, requests_about(cx.db, cx.viewer, episode.episode.id, cx.now),
                   safe_contact_first(cx, safe_contact_about(cx.db, cx.viewer, episode.episode.id, cx.now)));
}

Html above_family(Context& cx, const families::SeenFamily& family) {
    if (family.decision.effect != access::Effect::content) return {};
    return safe_contact_first(cx, safe_contact_about(cx.db, cx.viewer, family.family.id, cx.now));
}

Html above_person(Context& cx, const people::SeenPerson& seen) {
    if (!seen.person) return {};
    const auto& known = seen.person->safe_contact.value.how;
    return safe_contact_first(cx, safe_contact_about(cx.db, cx.viewer, seen.summary.id, known, cx.now));
}

void request_routes(http::Router& router) {
    router.get("/requests/{request}", Action::read_request, {"request.viewed"}, show_request);
    router.get("/requests/{request}/sent", Action::ask_for_support, {"request.viewed"}, show_sent);
    router.get("/requests/{request}/print", Action::read_request, {"request.printed"}, show_printable);
    router.post("/requests/{request}/answers", Action::ask_for_support, answer_question);
    router.post("/requests/{request}/additions", Action::ask_for_support, add_to_request);
    router.post("/requests/{request}/taker", Action::triage_request, take_or_release);
    router.post("/requests/{request}/matches", Action::triage_request, say_match);
    router.post("/requests/{request}/reader", Action::read_request, read_it);
}

} // namespace kith::requests
