#include "app/frame.h"

#include "html/display_options.h"
#include "profiles/profile_store.h"

namespace kith::app {

namespace {

using access::Action;

struct MenuLink {
    std::string_view text;
    std::string_view address;
    Action action; // who may do this sees the link
};

constexpr MenuLink staff_menu[] = {
    {"My work", "/home", Action::find},
    {"Requests", "/requests", Action::triage_request},
    {"Our requests", "/requests", Action::ask_for_support}, // not for the front door, which has them all
    {"Duplicates", "/matching", Action::compare_people},
    {"", "/requests/new", Action::ask_for_support}, // in the council's words
    {"Audit", "/admin/audit", Action::read_audit},
    {"Settings", "/admin", Action::manage_users},
};

bool stands_at(std::string_view path, std::string_view address) {
    return path == address || (path.starts_with(address) && path[address.size()] == '/');
}

// What is being written is no request yet, nor among those that were sent.
std::string_view place_in_menu(std::string_view path) {
    const bool is_asking = stands_at(path, "/requests/drafts") || stands_at(path, "/requests/danger");
    return is_asking ? "/requests/new" : path;
}

std::vector<html::NavigationItem> staff_navigation(const http::Context& cx, const profiles::Profile& profile) {
    std::vector<html::NavigationItem> items;
    std::size_t longest = 0;
    const auto place = place_in_menu(cx.request.path);
    for (const auto& link : staff_menu) {
        const auto is_there = [&](const auto& item) { return item.address == link.address; };
        if (!cx.viewer.may(link.action) || std::any_of(items.begin(), items.end(), is_there)) continue;
        const auto text = link.text.empty() ? profile.request_form(cx.today).title : std::string(link.text);
        items.push_back({text, std::string(link.address)});
        if (stands_at(place, link.address)) longest = std::max(longest, link.address.size());
    }
    for (auto& item : items) // "/requests/new" is not also "/requests"
        item.current = longest > 0 && item.address.size() == longest && stands_at(place, item.address);
    return items;
}

std::vector<html::NavigationItem> public_navigation(const profiles::Profile& profile, std::string_view path) {
    std::vector<html::NavigationItem> items = {{"Worried about a child", "/worried"},
                                               {profile.word_for_many_at_start("level") + " of need", "/levels"},
                                               {"Sign in", "/sign-in"}};
    for (auto& item : items)
        item.current = stands_at(path, item.address);
    return items;
}

std::vector<html::NavigationItem> footer_links() {
    return {{"Accessibility statement", "/accessibility"},
            {"Privacy", "/privacy"},
            {"Worried about a child right now?", "/worried"},
            {"Licences", "/notices"}};
}

} // namespace

html::Frame frame_for(const http::Context& cx) {
    const auto profile = profiles::current(cx.db);
    html::Frame frame;
    frame.council_name = profile->council.name;
    frame.service_name = profiles::shown(profile->council.service);
    frame.theme = profile->council.style_address;
    frame.urgent_line = profile->urgent_line();
    frame.footer = footer_links();
    frame.display = html::to_display_options(cx.request.cookie(html::display_cookie));
    if (cx.viewer.signed_in()) {
        frame.home = "/home";
        frame.viewer_name = cx.viewer.name;
        frame.account = "/sign-in/posting";
        frame.sign_out = "/sign-out";
        frame.can_find = cx.viewer.may(Action::find) && cx.request.path != "/find"; // which has the box itself
        frame.find_fields = cx.form_fields();
        frame.navigation = staff_navigation(cx, *profile);
    } else {
        frame.navigation = public_navigation(*profile, cx.request.path);
    }
    return frame;
}

} // namespace kith::app
