#include "requests/safe_contact_views.h"

#include "episodes/episode_store.h"
#include "html/components.h"
#include "profiles/profile_store.h"

namespace kith::requests {

using html::Html;
using http::Context;

namespace {

Html in_words(Context& cx, const SafeContactSaid& said) {
    cx.saw("request", said.request.text());
    return html::safe_contact(
        html::typed_text(said.words) +
        html::small({"Said of the family in ",
                     html::link("/requests/" + said.reference.text(), "Request " + said.reference.spoken()), ", ",
                     html::time(said.sent_at.day())}));
}

Html with_telephone(std::string who, const std::string& number) {
    return number.empty() ? Html(who) : Html(who) + " (" + html::telephone_link(number) + ")";
}

Html front_door(Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto* line = profile->find_line("early_help");
    return with_telephone(profile->word("front_door"), line && line->number.is_set() ? *line->number.value : "");
}

bool is_told_who_leads(const episodes::SeenEpisode& seen) {
    return seen.episode.is_open() && !seen.lead_name.empty() && (seen.shows_content() || !seen.is_confidential);
}

// Whoever leads the help reads the words. Where there is no help, or the viewer may not know who leads it, the front
// door answers.
std::vector<Html> whom_to_ask(Context& cx, const std::vector<const SafeContactSaid*>& unread) {
    std::set<Id<episodes::Episode>> help;
    for (const auto* each : unread)
        if (!each->episode.empty()) help.insert(each->episode);
    std::set<Id<episodes::Episode>> answered_for;
    std::vector<Html> all;
    for (const auto& seen : episodes::find_episodes(cx.db, cx.viewer, {help.begin(), help.end()}, cx.now)) {
        if (!is_told_who_leads(seen)) continue;
        cx.saw("episode", seen.episode.id.text());
        answered_for.insert(seen.episode.id);
        all.push_back(with_telephone(seen.lead_name + ", " + seen.agency_name, seen.telephone));
    }
    const bool all_answered_for = std::all_of(unread.begin(), unread.end(), [&](const SafeContactSaid* each) {
        return answered_for.contains(each->episode);
    });
    if (!all_answered_for) all.push_back(front_door(cx));
    return all;
}

Html there_is_a_warning(Context& cx, const std::vector<const SafeContactSaid*>& unread) {
    Html who;
    for (const auto* each : unread)
        cx.saw("request", each->request.text());
    for (const auto& each : whom_to_ask(cx, unread))
        who += (who.empty() ? Html() : Html(" and ")) + each;
    return html::safe_contact(html::paragraph(Html("There is a warning about safe contact. Ask ") + who +
                                              Html(" before you write, ring or visit.")));
}

} // namespace

Html safe_contact_first(Context& cx, const std::vector<SafeContactSaid>& said) {
    std::set<std::string> shown;
    std::vector<const SafeContactSaid*> unread;
    Html all;
    for (const auto& each : said) {
        if (!each.may_be_read())
            unread.push_back(&each);
        else if (shown.insert(each.words).second)
            all += in_words(cx, each);
    }
    return unread.empty() ? all : all + there_is_a_warning(cx, unread);
}

} // namespace kith::requests
