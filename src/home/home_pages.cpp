// My work: one list for each reason to act, each line the thing and the link to do it (ux 8.1). No charts.

#include "agencies/ending_soon.h"
#include "home/routes.h"
#include "html/components.h"
#include "http/router.h"
#include "profiles/profile_store.h"
#include "requests/waiting.h"

namespace kith::home {

namespace {

using access::Action;
using access::Role;
using html::Html;
using http::Context;
using http::Response;
using requests::WaitingLine;

// A list of the page: its heading, its lines, and what stands there when nothing waits.
struct List {
    std::string heading;
    const std::vector<WaitingLine>& lines;
    std::string when_empty = {}; // empty: the list is left out when nothing waits
    std::int64_t count = -1;     // of all, when the lines are only the first
    std::string all = {};        // address of all of them
};

html::Work work(const WaitingLine& line) {
    Html status;
    if (line.late) status += html::tag({.text = "Late", .colour = html::TagColour::red});
    if (line.urgent) status += html::tag({.text = "Urgent", .colour = html::TagColour::red});
    Html facts = line.from.empty() ? Html() : Html(line.from);
    if (!line.words.empty()) facts += (facts.empty() ? Html() : Html(", ")) + Html(line.words);
    return {.address = line.address, .text = line.names, .facts = facts, .status = status};
}

std::string heading_of(const List& list) {
    const auto count = list.count >= 0 ? static_cast<std::size_t>(list.count) : list.lines.size();
    return count == 0 ? list.heading : fmt::format("{} ({})", list.heading, count);
}

Html card(const List& list) {
    if (list.lines.empty() && list.when_empty.empty()) return {};
    std::vector<html::Work> items;
    for (const auto& line : list.lines)
        items.push_back(work(line));
    const bool more = list.count > static_cast<std::int64_t>(list.lines.size());
    return html::card({.heading = heading_of(list),
                       .content = html::work_list({.items = std::move(items), .when_empty = list.when_empty}),
                       .aside = more ? html::link(list.all, "See all of them") : Html()});
}

Html drafts_card(const std::vector<requests::DraftLine>& drafts) {
    if (drafts.empty()) return {};
    std::vector<html::Work> items;
    for (const auto& draft : drafts) {
        Html facts = Html("changed ") + html::time(draft.changed_at);
        if (draft.handed_to_me) facts += Html(", handed to you");
        if (!draft.handed_to.empty()) facts += Html(", with ") + Html(draft.handed_to);
        items.push_back({.address = "/requests/drafts/" + draft.reference.text() + "/1",
                         .text = draft.children.empty() ? Html("A request without a name yet") : Html(draft.children),
                         .facts = facts,
                         .status = html::tag({.text = "Draft"})});
    }
    return html::card(
        {.heading = "Pick up where you left off", .content = html::work_list({.items = std::move(items)})});
}

Html front_door(const requests::Waiting& waiting) {
    return {card({"Late", waiting.late, "", waiting.late_count, "/requests?state=late"}),
            card({"Nobody leads", waiting.unled}),
            card({"Waiting for social care to accept", waiting.step_ups, "", waiting.step_up_count,
                  "/requests?state=step_up"}),
            card({"Taken by me", waiting.mine, "Nothing is taken by you. Take a request from the list below."}),
            card({"Taken by nobody yet", waiting.new_requests, "No request is waiting to be taken.", waiting.new_count,
                  "/requests"})};
}

Html overseen(const requests::Waiting& waiting) {
    return {card({"Late", waiting.late, "Nothing is late."}),
            card({"Nobody leads yet", waiting.unled, "Every family that your agency helps has somebody who leads."})};
}

Html asked(const requests::Waiting& waiting) {
    return {card({"A question for you", waiting.questions_for_me}), drafts_card(waiting.drafts),
            card({"What you asked for", waiting.my_requests,
                  "Requests that you and your colleagues send appear here, with what happened to them."})};
}

Html settings(Context& cx) {
    std::vector<Html> links;
    if (cx.viewer.may(Action::manage_users)) links.push_back(html::link("/admin", "People, agencies and settings"));
    if (cx.viewer.may(Action::read_audit)) links.push_back(html::link("/admin/audit", "Who opened and changed what"));
    return agencies::postings_that_end_soon(cx) + (links.empty() ? Html() : html::plain_list(links));
}

Html lists_for(Context& cx, const requests::Waiting& waiting) {
    Html lists = card({"Added to a family you lead", waiting.joined}) + card({"Families you lead", waiting.leading});
    if (cx.viewer.role == Role::triage) lists += front_door(waiting);
    if (cx.viewer.role == Role::team_manager) lists += overseen(waiting);
    if (cx.viewer.may(Action::ask_for_support)) lists += asked(waiting);
    return lists + settings(cx);
}

void remember(Context& cx, const requests::Waiting& waiting) {
    for (const auto* lines : {&waiting.questions_for_me, &waiting.my_requests, &waiting.late, &waiting.new_requests,
                              &waiting.mine, &waiting.step_ups, &waiting.joined, &waiting.leading, &waiting.unled})
        for (const auto& line : *lines) {
            line.request.empty() ? cx.saw("episode", line.episode.text()) : cx.saw("request", line.request.text());
            if (!line.family.empty()) cx.saw("family", line.family.text());
        }
    for (const auto& draft : waiting.drafts)
        cx.saw("draft", draft.id.text());
}

std::string first_name(const std::string& name) {
    return name.substr(0, name.find(' '));
}

std::string greeting(const Context& cx) {
    const int hour = cx.now.minute_of_day() / 60;
    const auto time = hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
    return fmt::format("{}, {}", time, first_name(cx.viewer.name));
}

Html main_buttons(const Context& cx) {
    if (!cx.viewer.may(Action::ask_for_support)) return {};
    return html::button_group(
        {html::button({.text = "Ask for support for a family", .address = "/requests/new"}),
         html::button(
             {.text = "A child is in danger now", .address = "/requests/danger", .look = html::ButtonLook::warning})});
}

Response show_home(Context& cx) {
    const auto waiting = requests::waiting_for(cx.db, cx.viewer, cx.now);
    remember(cx, waiting);
    return cx.page({.title = greeting(cx), .caption = cx.viewer.agency_name, .wide = true},
                   {main_buttons(cx), lists_for(cx, waiting)});
}

} // namespace

void home_routes(http::Router& router) {
    router.get("/home", http::Permission::signed_in, {"home.viewed"}, show_home);
}

} // namespace kith::home
