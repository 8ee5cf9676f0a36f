// One period of help: who helps since when, and naming who leads.

#include "episodes/episode_store.h"
#include "episodes/routes.h"
#include "html/components.h"
#include "http/router.h"
#include "profiles/profile_store.h"

namespace kith::episodes {

using access::Action;
using html::Html;
using http::Context;
using http::Response;

namespace {

SeenEpisode the_episode(Context& cx) {
    auto seen = http::found(find_episode(cx.db, cx.viewer, cx.reference("episode"), cx.now));
    cx.saw("episode", seen.episode.id.text());
    if (seen.shows_content()) cx.saw("family", seen.episode.family.text());
    return seen;
}

std::string who_leads(const SeenEpisode& seen) {
    if (seen.is_confidential && !seen.shows_content()) return "Ring the front door";
    if (!seen.lead_name.empty() || !seen.episode.is_open())
        return seen.lead_name.empty() ? seen.led_before : seen.lead_name;
    if (seen.led_before.empty()) return "Nobody leads yet";
    return fmt::format("Nobody leads now. {} did, and has left that role", seen.led_before);
}

Html facts(const SeenEpisode& seen, const profiles::Profile& profile) {
    const auto& episode = seen.episode;
    std::vector<html::SummaryRow> rows{{"From", html::time(episode.opened_at.day())}};
    if (episode.closed_at) rows.push_back({"To", html::time(episode.closed_at->day())});
    rows.push_back({profile.word_at_start("lead_practitioner"), who_leads(seen)});
    if (!seen.team_name.empty()) rows.push_back({"Team", seen.team_name});
    rows.push_back({"Agency", seen.agency_name});
    if (!seen.telephone.empty()) rows.push_back({"Telephone", html::telephone_link(seen.telephone)});
    if (!seen.shows_content()) return html::summary_list({.rows = std::move(rows)});

    rows.push_back({"Family", html::link("/families/" + seen.family.text(), seen.family_name + " family")});
    rows.push_back({profile.word_at_start("level"), profile.level_words(episode.level)});
    if (!episode.offer.empty()) rows.push_back({"Service or group", episode.offer});
    rows.push_back({"Where it has got to", word(episode.state)});
    rows.push_back({profile.word_at_start("agreement"),
                    episode.agreed ? Html("Given") : Html("Not yet: help waits until the family agrees")});
    return html::summary_list({.rows = std::move(rows)});
}

// Those of the helping agency name who leads: a manager somebody, a worker themselves. When whoever led has left, there
// may be nobody left there who sees the family; when an agency was asked to help, nobody there sees it yet: then the
// front door asks the agency and names one of its people. Not of an agency that it may not know of: a choice among the
// people of a refuge would name the refuge.
bool may_name_lead(const Context& cx, const SeenEpisode& seen) {
    if (!seen.episode.is_open()) return false;
    if (seen.is_confidential && !seen.shows_content()) return false;
    if (cx.viewer.role == access::Role::triage) return !seen.is_answered_for;
    return seen.shows_content() && seen.episode.agency == cx.viewer.agency;
}

Html lead_form(Context& cx, const SeenEpisode& seen, const profiles::Profile& profile, const Problems& problems) {
    if (!may_name_lead(cx, seen)) return {};

    std::vector<html::Choice> choices;
    for (const auto& each : people_who_can_lead(cx.db, seen.episode.agency, cx.now))
        choices.push_back({.value = each.email, .text = each.name});
    return html::form(
        {.action = "/episodes/" + seen.episode.reference.text() + "/lead",
         .submit = "Save",
         .fields = cx.form_fields() + html::hidden_field("version", std::to_string(seen.episode.version))},
        html::select({.name = "lead",
                      .label = "Who leads?",
                      .hint = profile.word_at_start("lead_practitioner") +
                              ": the family's main contact. The family should have a say.",
                      .choices = std::move(choices),
                      .chosen = cx.answers.has("lead") ? cx.answers.text("lead") : seen.lead_email,
                      .prompt = "Choose somebody",
                      .problems = problems}));
}

Response episode_page(Context& cx, const SeenEpisode& seen, const Problems& problems = {}) {
    const auto profile = profiles::current(cx.db);
    return cx.page({.title = profile->word_at_start("early_help") + " " + seen.episode.reference.spoken(),
                    .caption = seen.shows_content() ? seen.family_name + " family" : std::string(),
                    .problems = problems},
                   facts(seen, *profile) + lead_form(cx, seen, *profile, problems));
}

Response show_episode(Context& cx) {
    return episode_page(cx, the_episode(cx));
}

std::int64_t seen_version(const http::Answers& answers) {
    std::int64_t version = 0;
    const auto text = answers.text("version");
    std::from_chars(text.data(), text.data() + text.size(), version);
    return version;
}

Response save_lead(Context& cx) {
    auto seen = the_episode(cx);
    if (!may_name_lead(cx, seen)) throw http::Stop{404};
    const auto all = people_who_can_lead(cx.db, seen.episode.agency, cx.now);
    const auto chosen = std::find_if(all.begin(), all.end(),
                                     [&](const PossibleLead& each) { return each.email == cx.answers.text("lead"); });
    if (chosen == all.end()) return episode_page(cx, seen, {{"lead", "missing", "Choose who leads"}});

    auto as_seen = seen.episode;
    as_seen.version = seen_version(cx.answers);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        const auto now = find_episode(writer, cx.viewer, seen.episode.id, writer.now());
        if (!now || !may_name_lead(cx, *now)) throw http::Stop{404};
        if (const auto named = name_lead(writer, cx.viewer, as_seen, chosen->posting); !named) return named.error();
        return "/episodes/" + seen.episode.reference.text();
    });
    if (!saved) return episode_page(cx, seen, saved.error());
    return http::see_other(*saved, "Saved who leads");
}

} // namespace

void episode_routes(http::Router& router) {
    router.get("/episodes/{episode}", Action::read_episode, {"episode.viewed"}, show_episode);
    router.post("/episodes/{episode}/lead", Action::read_episode, save_lead);
}

} // namespace kith::episodes
