#include "app/routes.h"

#include "agencies/routes.h"
#include "app/looks.h"
#include "episodes/routes.h"
#include "families/family_store.h"
#include "families/routes.h"
#include "find/routes.h"
#include "home/routes.h"
#include "html/components/layout.h"
#include "html/components/text.h"
#include "http/routes.h"
#include "mail/routes.h"
#include "matching/routes.h"
#include "people/routes.h"
#include "places/routes.h"
#include "profiles/routes.h"
#include "protection/record_views.h"
#include "protection/routes.h"
#include "requests/routes.h"

namespace kith::app {

namespace {

html::Html sight_card(http::Context& cx, const protection::Record& record, const access::Rights& rights) {
    auto lines = protection::who_may_see(cx, record, rights);
    if (const auto looks = looks_link(rights, record.path); !looks.empty()) lines.links.push_back(looks);
    if (lines.said.empty() && lines.links.empty()) return {};
    const auto links = html::on_screen_only(html::plain_list(lines.links));
    const auto card =
        html::card({.heading = "Who may see this", .content = html::plain_list(lines.said) + links, .quiet = true});
    return lines.said.empty() ? html::on_screen_only(card) : card; // on paper nothing can be pressed
}

people::AroundPerson around_person(http::Context& cx, const people::SeenPerson& seen) {
    const auto families = families::families_of(cx.db, cx.viewer, seen.summary.id, cx.now);
    return {.above = requests::above_person(cx, seen),
            .beside = families::beside_person(cx, seen, families) + episodes::beside_person(cx, families) +
                      matching::beside_person(cx, seen) + sight_card(cx, protection::record_of(seen), seen.rights)};
}

families::AroundFamily around_family(http::Context& cx, const families::SeenFamily& seen) {
    return {.above = requests::above_family(cx, seen),
            .beside = episodes::beside_family(cx, seen) + requests::beside_family(cx, seen) +
                      sight_card(cx, protection::record_of(seen), seen.rights)};
}

} // namespace

void all_routes(http::Router& router) {
    public_routes(router);
    display_routes(router);
    audit_routes(router);
    looks_routes(router);
    gallery_routes(router);
    http::sign_in_routes(router);
    http::held_post_routes(router);

    profiles::profile_routes(router);
    places::place_routes(router);
    agencies::school_routes(router);
    agencies::settings_routes(router);
    agencies::agency_routes(router);
    agencies::team_routes(router);
    agencies::user_routes(router);
    episodes::episode_routes(router, requests::beside_episode);
    mail::outbox_routes(router);
    requests::draft_routes(router);
    requests::danger_routes(router);
    requests::queue_routes(router);
    requests::request_routes(router);
    requests::decision_routes(router);

    people::person_routes(router, around_person);
    people::new_person_routes(router);
    people::all_fact_routes(router, families::follow_home_of, requests::above_person);
    families::family_routes(router, around_family);
    families::member_routes(router);
    families::household_routes(router);
    families::relationship_routes(router);
    families::responsibility_routes(router);
    protection::protection_routes(router);
    protection::bar_routes(router);

    matching::queue_routes(router);
    matching::pair_routes(router);

    home::home_routes(router);
    find::find_routes(router);
}

} // namespace kith::app
