// The front door's queue; for everybody else, what their agency has asked for.

#include "base/text.h"
#include "episodes/step_up.h"
#include "html/components.h"
#include "http/router.h"
#include "profiles/profile_store.h"
#include "requests/composing.h"
#include "requests/match_store.h"
#include "requests/queue_store.h"
#include "requests/request_store.h"
#include "requests/request_views.h"
#include "requests/routes.h"

namespace kith::requests {

using access::Action;
using html::Html;
using http::Context;
using http::Response;

namespace {

struct AgeWords {
    AgeBand band;
    std::string_view code;
    std::string_view words;
};

constexpr std::array ages{
    AgeWords{AgeBand::under_5, "under-5", "Unborn to 4"},
    AgeWords{AgeBand::from_5_to_10, "5-10", "5 to 10"},
    AgeWords{AgeBand::from_11_to_15, "11-15", "11 to 15"},
    AgeWords{AgeBand::from_16, "16", "16 and over"},
};

std::optional<AgeBand> to_age(std::string_view code) {
    for (const auto& each : ages)
        if (each.code == code) return each.band;
    return std::nullopt;
}

int page_of(const http::Answers& answers) {
    return static_cast<int>(http::page_asked(answers));
}

// Filters name nobody, so they may stand in the address and a view can be shared.
QueueFilter filter_of(const http::Answers& answers) {
    const auto state = answers.text("state");
    return {.tab = to_queue_tab(state).value_or(QueueTab::waiting),
            .from = Reference::parse(answers.text("from")),
            .need = answers.text("need"),
            .area = answers.text("area"),
            .age = to_age(answers.text("age")),
            .urgent = answers.ticked("urgent", "yes"),
            .late = state == "late",
            .mine = answers.ticked("mine", "yes"),
            .page = page_of(answers)};
}

// As the tab is called in addresses; "" for the first.
std::string_view code_of(const QueueFilter& filter) {
    if (filter.late) return "late";
    return filter.tab == QueueTab::waiting ? std::string_view() : code(filter.tab);
}

std::string address_of(const http::Answers& answers, std::initializer_list<std::string_view> but) {
    std::vector<std::pair<std::string, std::string>> kept;
    for (const auto& field : answers.fields())
        if (!field.second.empty() && std::find(but.begin(), but.end(), field.first) == but.end()) kept.push_back(field);
    const auto query = http::Answers(std::move(kept)).encoded();
    return query.empty() ? "/requests" : "/requests?" + query;
}

Html tabs(const profiles::Profile& profile, const Queue& queue, const QueueFilter& filter) {
    const auto tab = [&](const std::string& words, std::int64_t count, QueueTab which, const char* address) {
        const bool current = filter.tab == which && !filter.late;
        return html::NavigationItem{fmt::format("{} ({})", words, count), address, current};
    };
    std::vector<html::NavigationItem> items{
        tab("New", queue.waiting, QueueTab::waiting, "/requests"),
        tab("Waiting for an answer", queue.question, QueueTab::question, "/requests?state=question"),
        tab("With " + profile.word("social_care"), queue.step_up, QueueTab::step_up, "/requests?state=step_up"),
        tab("Decided", queue.decided, QueueTab::decided, "/requests?state=decided"),
        {fmt::format("Late to decide ({})", queue.late), "/requests?state=late", filter.late}};
    return html::tabs({.label = "Requests", .items = std::move(items)});
}

std::vector<html::Choice> areas(const profiles::Profile& profile, Day today) {
    std::vector<html::Choice> all;
    for (const auto& each : profile.localities)
        if (each.period.covers(today)) all.push_back({.value = each.code, .text = each.name});
    for (const auto& each : profile.wards)
        if (each.period.covers(today)) all.push_back({.value = each.gss, .text = each.name + " ward"});
    return all;
}

bool narrows(const http::Answers& answers) {
    constexpr std::array fields = {"from", "need", "area", "age", "urgent", "mine"};
    return std::any_of(fields.begin(), fields.end(), [&](const char* field) { return !answers.text(field).empty(); });
}

Html filters(Context& cx, const profiles::Profile& profile, const QueueFilter& filter) {
    const auto chosen = [&](const char* name) { return cx.answers.text(name); };
    std::vector<html::Choice> from;
    for (const auto& each : agencies_in_queue(cx.db, cx.viewer, cx.now))
        from.push_back({.value = each.reference.text(), .text = each.name});
    std::vector<html::Choice> needs;
    for (const auto& each : profile.choices("needs", cx.today))
        needs.push_back({.value = each.code, .text = each.label});
    std::vector<html::Choice> age;
    for (const auto& each : ages)
        age.push_back({.value = std::string(each.code), .text = std::string(each.words)});

    const auto select = [&](const char* name, const char* label, std::vector<html::Choice> choices) {
        return html::select(
            {.name = name, .label = label, .choices = std::move(choices), .chosen = chosen(name), .prompt = "All"});
    };
    const Html content =
        html::hidden_field("state", code_of(filter)) + select("from", "From", std::move(from)) +
        select("need", "Need", std::move(needs)) + select("area", "Area", areas(profile, cx.today)) +
        select("age", "Age of a child", std::move(age)) +
        html::checkbox({.name = "urgent", .text = "Urgent only", .chosen = cx.answers.ticked("urgent", "yes")}) +
        html::checkbox({.name = "mine", .text = "Taken by me", .chosen = cx.answers.ticked("mine", "yes")});
    return html::filter(
        {.action = "/requests",
         .clear = code_of(filter).empty() ? "/requests" : fmt::format("/requests?state={}", code_of(filter)),
         .open = narrows(cx.answers)},
        content);
}

Html clock_cell(Context& cx, const profiles::Profile& profile, const QueueLine& line) {
    if (line.state == State::decided && line.decided_at) return html::time(line.decided_at->day());
    if (line.danger && line.state == State::received) return html::strong("Now");
    const auto clock = line.stepped_up_at ? episodes::clock_of_step_up(*line.stepped_up_at, profile, cx.now)
                                          : clock_of(cx.db, profile, line.id, line.sent_at, cx.now);
    if (clock.words.empty()) return html::secondary("Not set");
    return clock.late ? html::tag({.text = clock.words, .colour = html::TagColour::red}) : Html(clock.words);
}

// In the words that were chosen; a tag only where it cannot wait.
Html urgency_cell(Context& cx, const profiles::Profile& profile, const QueueLine& line) {
    if (line.danger) return html::tag({.text = "Danger now", .colour = html::TagColour::red});
    const auto sent_on = line.sent_at.day();
    if (line.urgency == "today" && line.state != State::decided && sent_on < cx.today)
        return html::tag({.text = "Day passed", .colour = html::TagColour::red}) + html::line_break() +
               html::secondary("Wanted on " + words(sent_on));
    if (line.urgency == "today") return html::tag({.text = "Today", .colour = html::TagColour::orange});
    const auto* question = profile.request_form(cx.today).find_question(profiles::key::urgency);
    if (!question || line.urgency.empty()) return html::secondary("Not said");
    for (const auto& option : options(profile, *question, cx.today))
        if (option.code == line.urgency) return html::secondary(option.label);
    return html::secondary("Not said");
}

// Social care's answer to a step up is what it came to.
Html decision_cell(const profiles::Profile& profile, const QueueLine& line) {
    if (!line.accepted_at) return Html(line.decision);
    return Html(line.decision) + html::line_break() +
           html::secondary(fmt::format("Accepted by {}, ", profile.word("social_care")) +
                           words(line.accepted_at->day()));
}

Html taken_cell(Context& cx, const profiles::Profile& profile, const QueueLine& line) {
    if (line.state == State::decided) return decision_cell(profile, line);
    if (line.mine) return html::strong("You");
    if (!line.taken_by.empty()) return Html(line.taken_by);
    return html::one_button_form({.action = "/requests/" + line.reference.text() + "/taker",
                                  .text = "Take",
                                  .hidden = Html(" the request about ") + Html(line.names),
                                  .fields = cx.form_fields() + html::hidden_field("verb", "take") +
                                            html::hidden_field("version", std::to_string(line.version))});
}

Html ward_cell(const QueueLine& line) {
    if (!line.ward) return html::secondary("Kept private");
    return line.ward->empty() ? html::secondary("Not known") : Html(*line.ward);
}

// For the lines that wait for a decision.
std::map<Id<Request>, std::size_t> matches_of(Context& cx, const Queue& queue, bool decided) {
    std::vector<Id<Request>> requests;
    for (const auto& line : queue.lines)
        if (!decided) requests.push_back(line.id);
    return possible_matches(cx.db, cx.viewer, requests, cx.now);
}

// What came back since somebody last acted on it.
Html reply_of(const profiles::Profile& profile, const QueueLine& line) {
    Html replies;
    if (line.sent_back_at)
        replies +=
            html::line_break() + html::tag({.text = "Sent back", .colour = html::TagColour::orange}) +
            html::secondary(fmt::format(" by {}, ", profile.word("social_care")) + words(line.sent_back_at->day()));
    if (line.replied_at)
        replies += html::line_break() + html::tag({.text = "Answered", .colour = html::TagColour::green}) +
                   html::secondary(" " + words(line.replied_at->day()));
    return replies;
}

Html names_cell(const profiles::Profile& profile, const QueueLine& line,
                const std::map<Id<Request>, std::size_t>& matches) {
    Html names = html::link("/requests/" + line.reference.text(), line.names) + reply_of(profile, line);
    if (const auto found = matches.find(line.id); found != matches.end())
        names += html::line_break() + html::secondary(counted(found->second, "possible match", "possible matches"));
    return names;
}

Html table_of(Context& cx, const profiles::Profile& profile, const Queue& queue, const QueueFilter& filter) {
    const bool decided = filter.tab == QueueTab::decided;
    const auto matches = matches_of(cx, queue, decided);
    std::vector<html::Row> rows;
    for (const auto& line : queue.lines) {
        cx.saw("request", line.id.text());
        rows.push_back({names_cell(profile, line, matches), line.from, ward_cell(line), html::time(line.sent_at),
                        clock_cell(cx, profile, line), urgency_cell(cx, profile, line), taken_cell(cx, profile, line)});
    }
    return html::table(
        {.caption = "Requests, " + std::string(decided ? "the latest decision first" : "the oldest first"),
         .columns = {"Who", "From", "Ward", "Sent", decided ? "Decided" : "Time left", "How soon",
                     decided ? "Decision" : "Taken by"},
         .rows = std::move(rows),
         .caption_hidden = true,
         .first_cell_heads = true,
         .when_empty = narrows(cx.answers) ? "No request fits. Choose less in the filter, or clear it."
                                           : "No request is here. New ones appear as soon as they are sent."});
}

Response show_queue(Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto filter = filter_of(cx.answers);
    const auto found = queue(cx.db, cx.viewer, filter, cx.now);
    const auto pages = static_cast<int>((found.total + queue_lines_on_a_page - 1) / queue_lines_on_a_page);
    const Html content =
        tabs(*profile, found, filter) + filters(cx, *profile, filter) + table_of(cx, *profile, found, filter) +
        html::pagination({.page = found.page, .pages = pages, .address = address_of(cx.answers, {"page"})});
    return cx.page({.title = "Requests", .wide = true}, content);
}

// An agency's own requests

std::string social_cares_words(const profiles::Profile& profile, const QueueLine& line) {
    if (line.sent_back_at) return " Sent back by " + profile.word("social_care");
    return line.accepted_at ? " Accepted by " + profile.word("social_care") : std::string();
}

Response show_own(Context& cx) {
    const auto profile = profiles::current(cx.db);
    const int page = page_of(cx.answers);
    const auto found = own_requests(cx.db, cx.viewer, page, cx.now);
    std::vector<html::Row> rows;
    for (const auto& line : found.lines) {
        cx.saw("request", line.id.text());
        rows.push_back({html::link("/requests/" + line.reference.text(), line.names), html::time(line.sent_at.day()),
                        state_tag(line.state) + html::secondary(social_cares_words(*profile, line))});
    }
    const auto pages = static_cast<int>((found.total + queue_lines_on_a_page - 1) / queue_lines_on_a_page);
    const Html content = html::table({.caption = "Requests your agency sent, the latest first",
                                      .columns = {"Who", "Sent", "Where it has got to"},
                                      .rows = std::move(rows),
                                      .caption_hidden = true,
                                      .first_cell_heads = true,
                                      .when_empty = "Your agency has not sent any yet. What you send appears here."}) +
                         html::pagination({.page = found.page, .pages = pages, .address = "/requests"}) +
                         html::button({.text = profile->request_form(cx.today).title, .address = "/requests/new"});
    return cx.page({.title = "Our requests"}, content);
}

Response show_requests(Context& cx) {
    return cx.viewer.may(Action::triage_request) ? show_queue(cx) : show_own(cx);
}

} // namespace

void queue_routes(http::Router& router) {
    router.get("/requests", Action::read_request, {"requests.listed"}, show_requests);
}

} // namespace kith::requests
