// My work: one list for each reason to act, each line the thing and the link to do it (ux 8.1). No charts.

#include "access/restriction.h"
#include "agencies/ending_soon.h"
#include "base/text.h"
#include "home/routes.h"
#include "html/components.h"
#include "http/router.h"
#include "mail/outbox.h"
#include "profiles/profile_facts.h"
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
using requests::Waits;

// A list of the page: its heading, its lines, and what stands there when nothing waits.
struct List {
    std::string heading;
    const requests::WaitingList& list;
    std::string all;             // address of all of them
    std::string when_empty = {}; // empty: the list is left out when nothing waits
};

html::Work work(const WaitingLine& line) {
    using enum html::TagColour;
    std::vector<html::Tag> tags;
    if (line.sent_back) tags.push_back({.text = "Sent back", .colour = orange});
    if (line.replied) tags.push_back({.text = "Answered", .colour = green});
    if (line.late) tags.push_back({.text = "Late", .colour = red});
    if (line.urgent) tags.push_back({.text = "Urgent", .colour = red});
    Html status;
    for (const auto& each : tags)
        status += (status.empty() ? Html() : Html(" ")) + html::tag(each);
    Html facts = line.from.empty() ? Html() : Html(line.from);
    if (!line.words.empty()) facts += (facts.empty() ? Html() : Html(", ")) + Html(line.words);
    return {.address = line.address, .text = line.names, .facts = facts, .status = status};
}

Html work_of(const std::vector<WaitingLine>& lines, std::string when_empty = {}) {
    std::vector<html::Work> items;
    for (const auto& line : lines)
        items.push_back(work(line));
    return html::work_list({.items = std::move(items), .when_empty = std::move(when_empty)});
}

std::string heading_of(const std::string& words, std::int64_t count) {
    return count == 0 ? words : fmt::format("{} ({})", words, count);
}

Html card(const List& list) {
    if (list.list.count == 0 && list.when_empty.empty()) return {};
    const bool more = list.list.count > static_cast<std::int64_t>(list.list.lines.size());
    return html::card({.heading = heading_of(list.heading, list.list.count),
                       .content = work_of(list.list.lines, list.when_empty),
                       .aside = more ? html::link(list.all, "See all of them") : Html()});
}

std::string address_of(Waits list) {
    return fmt::format("/home/{}", code(list));
}

// What the list is called for this viewer.
std::string heading_of(Waits list, const Context& cx, const profiles::Profile& profile) {
    switch (list) {
    case Waits::questions:
        return "A question for you";
    case Waits::sent:
        return "What you asked for";
    case Waits::added:
        return "Added to a family you lead";
    case Waits::leading:
        return "Families you lead";
    case Waits::handed_over:
        return fmt::format("Families waiting for {} to accept", profile.word("social_care"));
    case Waits::helped:
        return "Families your agency helps";
    case Waits::ended:
        return "Ended, as you should know";
    case Waits::unled:
        break;
    }
    return cx.viewer.role == Role::triage ? "Nobody leads" : "Nobody leads yet";
}

html::Work work(const requests::DraftLine& draft) {
    Html facts = Html("changed ") + html::time(draft.changed_at);
    if (draft.handed_to_me) facts += Html(", handed to you");
    if (draft.handed_to_me && !draft.handed_by.empty()) facts += Html(" by ") + Html(draft.handed_by);
    if (!draft.handed_to.empty()) facts += Html(", with ") + Html(draft.handed_to);
    facts += Html(", kept until ") + Html(words(draft.keep_until.day()));
    const auto address = "/requests/drafts/" + draft.reference.text();
    const std::string text = draft.children.empty() ? "A request without a name yet" : draft.children;
    if (!draft.handed_to_me) facts += Html(", ") + html::link(address + "/removal", "throw it away", ": " + text);
    return {.address = address, .text = text, .facts = facts, .status = html::tag({.text = "Draft"})};
}

Html work_of(std::span<const requests::DraftLine> drafts) {
    std::vector<html::Work> items;
    for (const auto& draft : drafts)
        items.push_back(work(draft));
    return html::work_list({.items = std::move(items)});
}

constexpr auto drafts_heading = "Pick up where you left off";

Html drafts_card(const std::vector<requests::DraftLine>& drafts) {
    if (drafts.empty()) return {};
    const auto shown = std::span(drafts).first(std::min<std::size_t>(drafts.size(), requests::most_lines));
    return html::card({.heading = heading_of(drafts_heading, static_cast<std::int64_t>(drafts.size())),
                       .content = work_of(shown),
                       .aside = shown.size() < drafts.size() ? html::link("/home/drafts", "See all of them") : Html()});
}

// The lists of one viewer's page, in the order in which they are to be acted on.
class Lists {
public:
    Lists(const Context& cx, const requests::Waiting& waiting, const profiles::Profile& profile)
        : cx_(cx), waiting_(waiting), profile_(profile) {}

    Html draw() const {
        Html all = card({"A child may be in danger now", waiting_.in_danger, "/requests"});
        all += own(Waits::added, waiting_.added) + own(Waits::leading, waiting_.leading) +
               own(Waits::handed_over, waiting_.handed_over);
        if (cx_.viewer.role == Role::triage) all += front_door();
        if (cx_.viewer.role == Role::team_manager) all += overseen();
        if (cx_.viewer.may(Action::ask_for_support)) all += asked();
        return all;
    }

private:
    Html own(Waits list, const requests::WaitingList& lines, std::string when_empty = {}) const {
        return card({heading_of(list, cx_, profile_), lines, address_of(list), std::move(when_empty)});
    }

    Html front_door() const {
        const bool danger = waiting_.in_danger.count > 0;
        return {card({"Late to decide", waiting_.late, "/requests?state=late"}),
                own(Waits::unled, waiting_.unled),
                card({fmt::format("Waiting for {} to accept", profile_.word("social_care")), waiting_.step_ups,
                      "/requests?state=step_up"}),
                card({"Taken by me", waiting_.mine, "/requests?mine=yes",
                      "Nothing is taken by you. Take a request from the list below."}),
                card({"Taken by nobody yet", waiting_.new_requests, "/requests",
                      danger ? "No other request is waiting to be taken." : "No request is waiting to be taken."}),
                card({"Asked a question, taken by nobody", waiting_.unanswered, "/requests?state=question"})};
    }

    Html overseen() const {
        return {own(Waits::ended, waiting_.ended),
                card({"Late", waiting_.late, address_of(Waits::unled), "Nothing is late."}),
                own(Waits::unled, waiting_.unled, "Every family that your agency helps has somebody who leads."),
                html::paragraph(html::link(address_of(Waits::helped), "All families that your agency helps"))};
    }

    Html asked() const {
        return {own(Waits::questions, waiting_.questions), drafts_card(waiting_.drafts),
                own(Waits::sent, waiting_.sent,
                    "Requests that you send appear here for 90 days, with what happened to them.")};
    }

    const Context& cx_;
    const requests::Waiting& waiting_;
    const profiles::Profile& profile_;
};

// What waits for whoever runs the council's system.
Html to_put_right(Context& cx, const profiles::Profile& profile) {
    if (!cx.viewer.may(Action::configure)) return {};
    std::vector<html::Work> items;
    if (const auto failed = mail::failed_letters(cx.db))
        items.push_back({.address = "/admin/mail",
                         .text = counted(static_cast<std::size_t>(failed), "email", "emails") + " given up",
                         .facts = "put the cause right and try again"});
    const auto unsent = mail::unsent_letters(cx.db);
    if (unsent.letters > 0)
        items.push_back(
            {.address = "/admin/mail",
             .text = counted(static_cast<std::size_t>(unsent.letters), "email waits", "emails wait") + " to be sent",
             .facts = Html("the oldest since ") + html::time(*unsent.oldest)});
    if (const auto left = access::restrictions_without_manager(cx.db, cx.now))
        items.push_back({.address = "/admin/users",
                         .text = counted(static_cast<std::size_t>(left), "protected record", "protected records") +
                                 " without a manager",
                         .facts = "no team manager who is named works here now: within a month of their last day a "
                                  "role can be renewed, so that they name another"});
    const auto facts = profiles::facts(profile);
    const auto not_set = count(facts, profiles::Grade::not_set), unverified = count(facts, profiles::Grade::unverified);
    if (not_set + unverified > 0)
        items.push_back(
            {.address = "/admin/profile",
             .text = "The council's profile",
             .facts = fmt::format("{} not set, {} unverified", counted(not_set, "fact", "facts"), unverified)});
    if (items.empty()) return {};
    const auto heading = heading_of("To put right", static_cast<std::int64_t>(items.size()));
    return html::card({.heading = heading, .content = html::work_list({.items = std::move(items)})});
}

Html settings(Context& cx) {
    std::vector<Html> links;
    if (cx.viewer.may(Action::manage_users)) links.push_back(html::link("/admin", "People, agencies and settings"));
    if (cx.viewer.may(Action::read_audit)) links.push_back(html::link("/admin/audit", "Who opened and changed what"));
    return links.empty() ? Html() : html::plain_list(links);
}

void remember(Context& cx, const requests::WaitingList& list) {
    for (const auto& line : list.lines) {
        line.request.empty() ? cx.saw("episode", line.episode.text()) : cx.saw("request", line.request.text());
        if (!line.family.empty()) cx.saw("family", line.family.text());
        for (const auto& person : line.people)
            cx.saw("person", person.text());
    }
}

void remember(Context& cx, std::span<const requests::DraftLine> drafts) {
    for (const auto& draft : drafts)
        cx.saw("draft", draft.id.text());
}

void remember(Context& cx, const requests::Waiting& waiting) {
    for (const auto* list : {&waiting.in_danger, &waiting.questions, &waiting.sent, &waiting.late,
                             &waiting.new_requests, &waiting.unanswered, &waiting.mine, &waiting.step_ups,
                             &waiting.added, &waiting.leading, &waiting.handed_over, &waiting.unled, &waiting.ended})
        remember(cx, *list);
    remember(cx, waiting.drafts);
}

std::string first_name(const std::string& name) {
    return name.substr(0, name.find(' '));
}

std::string greeting(const Context& cx) {
    const int hour = cx.now.minute_of_day() / 60;
    const auto time = hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
    return fmt::format("{}, {}", time, first_name(cx.viewer.name));
}

Html main_buttons(const Context& cx, const profiles::Profile& profile) {
    if (!cx.viewer.may(Action::ask_for_support)) return {};
    return html::button_group(
        {html::button({.text = profile.request_form(cx.today).title, .address = "/requests/new"}),
         html::button(
             {.text = "A child is in danger now", .address = "/requests/danger", .look = html::ButtonLook::warning})});
}

Response show_home(Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto waiting = requests::waiting_for(cx.db, cx.viewer, cx.now);
    remember(cx, waiting);
    return cx.page({.title = greeting(cx), .caption = cx.viewer.agency_name, .wide = true},
                   {main_buttons(cx, *profile), Lists(cx, waiting, *profile).draw(),
                    agencies::postings_that_end_soon(cx, requests::most_lines), to_put_right(cx, *profile),
                    settings(cx)});
}

// One list in full

constexpr std::int64_t lines_on_a_page = 50;

Response list_page(Context& cx, std::string title, const Html& content) {
    return cx.page({.title = std::move(title), .back = "/home", .wide = true}, content);
}

Response show_list(Context& cx) {
    const auto name = cx.path("list");
    if (name == "drafts" && cx.viewer.may(Action::ask_for_support)) {
        const auto drafts = requests::drafts_of(cx.db, cx.viewer, cx.now);
        remember(cx, drafts);
        return list_page(cx, drafts_heading, work_of(drafts));
    }
    if (name == "roles" && cx.viewer.may(Action::manage_users))
        return list_page(cx, "Roles", agencies::postings_that_end_soon(cx));
    const auto which = requests::to_waits(name);
    if (!which) throw http::Stop{404};

    const auto page = static_cast<std::int64_t>(http::page_asked(cx.answers, 1000));
    const auto list =
        requests::waiting_list(cx.db, cx.viewer, *which, {lines_on_a_page, (page - 1) * lines_on_a_page}, cx.now);
    if (list.lines.empty() && page > 1) return http::see_other(address_of(*which));
    remember(cx, list);
    const auto pages = static_cast<int>((list.count + lines_on_a_page - 1) / lines_on_a_page);
    return list_page(
        cx, heading_of(heading_of(*which, cx, *profiles::current(cx.db)), list.count),
        work_of(list.lines, "Nothing is waiting") +
            html::pagination({.page = static_cast<int>(page), .pages = pages, .address = address_of(*which)}));
}

} // namespace

void home_routes(http::Router& router) {
    router.get("/home", http::Permission::signed_in, {"home.viewed"}, show_home);
    router.get("/home/{list}", http::Permission::signed_in, {"home.viewed"}, show_list);
}

} // namespace kith::home
