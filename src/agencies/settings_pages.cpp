// /admin: the settings that somebody may change.

#include "agencies/agency_store.h"
#include "agencies/routes.h"
#include "html/components/text.h"
#include "http/router.h"

namespace kith::agencies {

namespace {

using access::Action;
using html::Html;

struct Setting {
    std::string_view address;
    std::string_view name;
    std::string_view what;
    Action action;
};

constexpr Setting settings[] = {
    {"/admin/users", "Users", "Who works with Kith, for which agency and in which role. Add a colleague here.",
     Action::manage_users},
    {"/admin/agencies", "Agencies and teams", "The organisations of the partnership and their sharing agreements.",
     Action::manage_agencies},
    {"/admin/places", "Places", "Postcodes, wards and what was imported.", Action::configure},
    {"/admin/profile", "The council's profile", "Its words, decisions and times, and how sure each is.",
     Action::configure},
    {"/admin/mail", "Email", "What was sent, and what could not be.", Action::configure},
};

http::Response show_settings(http::Context& cx) {
    Html content;
    const auto own = find_agency(cx.db, cx.viewer.agency);
    if (own && !cx.viewer.may(Action::manage_agencies))
        content += html::heading(html::link("/admin/agencies/" + own->reference.text(), own->name())) +
                   html::paragraph("Its telephone number and its teams.");
    for (const auto& setting : settings)
        if (cx.viewer.may(setting.action))
            content += html::heading(html::link(setting.address, setting.name)) + html::paragraph(setting.what);
    return cx.page({.title = "Settings"}, content);
}

} // namespace

void settings_routes(http::Router& router) {
    router.get("/admin", Action::manage_users, http::no_personal_data, show_settings);
}

} // namespace kith::agencies
