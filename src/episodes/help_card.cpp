// The help that a family gets or got, on the pages of the family and its people.

#include "episodes/help_card.h"
#include "episodes/episode_pages.h"
#include "episodes/routes.h"
#include "families/family_store.h"
#include "html/components.h"
#include "http/context.h"
#include "profiles/profile_store.h"

namespace kith::episodes {

using html::Html;
using http::Context;

namespace {

// As far as the viewer may know of it: who helps is said at index level too, how far it has got is not.
Html facts_of(const SeenEpisode& seen, const profiles::Profile& profile) {
    Html facts;
    for (const auto& each : {seen.lead_name, seen.team_name, seen.agency_name})
        if (!each.empty()) facts += (facts.empty() ? Html() : Html(", ")) + Html(each);
    if (seen.lead_name.empty() && seen.episode.is_open() && !seen.is_confidential)
        facts += html::line_break() + Html(seen.led_before.empty() ? "Nobody leads yet" : "Nobody leads now");
    if (!seen.shows_content()) return facts;
    facts += html::line_break() + Html(words(seen.episode.state, profile));
    if (!seen.episode.level.empty()) facts += Html(", ") + Html(profile.level_words(seen.episode.level));
    return facts;
}

Html line_of(const SeenEpisode& seen, const profiles::Profile& profile) {
    return when_helped(seen) + html::line_break() + html::secondary(facts_of(seen, profile));
}

Html card_of(Context& cx, const std::vector<SeenEpisode>& help) {
    if (help.empty()) return {};
    const auto profile = profiles::current(cx.db);
    std::vector<Html> lines;
    for (const auto& each : help) {
        cx.saw("episode", each.episode.id.text());
        lines.push_back(line_of(each, *profile));
    }
    return html::card({.heading = profile->word_at_start("early_help"), .content = html::plain_list(lines)});
}

} // namespace

Html when_helped(const SeenEpisode& seen) {
    const auto& episode = seen.episode;
    Html line = html::link(path_to(episode), episode.is_open() ? "Being helped now" : "Was helped") + Html(", from ") +
                html::time(episode.opened_at.day());
    if (episode.closed_at) line += Html(" to ") + html::time(episode.closed_at->day());
    return line;
}

Html beside_family(Context& cx, const families::SeenFamily& family) {
    return card_of(cx, episodes_of(cx.db, cx.viewer, family.family.id, cx.now));
}

Html beside_person(Context& cx, const std::vector<families::FamilyLine>& families) {
    std::vector<SeenEpisode> help;
    for (const auto& family : families)
        for (auto& each : episodes_of(cx.db, cx.viewer, family.id, cx.now))
            help.push_back(std::move(each));
    std::stable_sort(help.begin(), help.end(), [](const SeenEpisode& one, const SeenEpisode& other) {
        return one.episode.opened_at > other.episode.opened_at;
    });
    return card_of(cx, help);
}

} // namespace kith::episodes
