// One period of help: who helps since when, where it has got to, and naming who leads.

#include "episodes/episode_pages.h"

#include "episodes/episode_clock.h"
#include "episodes/routes.h"
#include "episodes/step_up_store.h"
#include "html/components.h"
#include "http/router.h"
#include "profiles/profile_store.h"

namespace kith::episodes {

using access::Action;
using html::Html;
using http::Context;
using http::Response;

SeenEpisode the_episode(Context& cx) {
    auto seen = http::found(find_episode(cx.db, cx.viewer, cx.reference("episode"), cx.now));
    cx.saw("episode", seen.episode.id.text());
    if (seen.shows_content()) cx.saw("family", seen.episode.family.text());
    return seen;
}

bool helps(const Context& cx, const SeenEpisode& seen) {
    return seen.shows_content() && seen.episode.agency == cx.viewer.agency;
}

SeenEpisode the_episode_helped(Context& cx) {
    auto seen = the_episode(cx);
    if (!helps(cx, seen)) throw http::Stop{404};
    return seen;
}

SeenEpisode the_episode_worked_on(Context& cx) {
    auto seen = the_episode_helped(cx);
    if (!seen.episode.is_open()) throw http::Stop{404};
    return seen;
}

bool front_door_stands_in(const Context& cx, const SeenEpisode& seen) {
    if (cx.viewer.role != access::Role::triage || !seen.episode.is_open()) return false;
    if (seen.is_confidential && !seen.shows_content()) return false;
    return !seen.is_answered_for;
}

std::string family_words(const SeenEpisode& seen) {
    return seen.shows_content() ? seen.family_name + " family" : std::string();
}

std::string path_to(const Episode& episode) {
    return "/episodes/" + episode.reference.text();
}

html::Html version_field(const http::Answers& answers, const Problems& problems, const Episode& episode) {
    return html::hidden_field("version", std::to_string(version_to_send(answers, problems, episode.version)));
}

namespace {

std::string who_leads(const SeenEpisode& seen, const profiles::Profile& profile) {
    if (seen.is_confidential && !seen.shows_content()) return "Ring " + profile.word("front_door");
    if (!seen.lead_name.empty() || !seen.episode.is_open())
        return seen.lead_name.empty() ? seen.led_before : seen.lead_name;
    if (seen.led_before.empty()) return "Nobody leads yet";
    return fmt::format("Nobody leads now. {} did, and has left that role", seen.led_before);
}

Html time_left(const profiles::Standing& clock) {
    if (clock.words.empty()) return html::secondary("not set");
    return clock.late ? html::tag({.text = clock.words, .colour = html::TagColour::red}) : Html(clock.words);
}

Html agreement_words(Context& cx, const SeenEpisode& seen) {
    if (!seen.episode.agreed) return "Not yet: help waits until the family agrees";
    const auto given = find_agreement(cx.db, seen.episode.id);
    if (!given) return "Given when help was asked for";
    Html words = Html("By " + given->by + ", ") + html::time(*given->on);
    if (!given->leaves_out.empty()) words += html::line_break() + Html("Not for " + given->leaves_out);
    return words;
}

Html step_up_words(const StepUp& step_up, const profiles::Profile& profile, Instant now) {
    if (step_up.outcome == StepUpOutcome::accepted)
        return "Accepted by " + step_up.accepted_by + ", reference " + step_up.accepted_reference;
    if (step_up.outcome == StepUpOutcome::returned)
        return Html("Sent back, because ") + html::typed_text(step_up.returned_reason);
    return Html("Asked ") + html::time(step_up.asked_at.day()) + Html(". Not accepted yet: ") +
           time_left(clock_of(step_up, profile, now));
}

// The help before this one, where the viewer may know of it.
std::optional<html::SummaryRow> earlier_row(Context& cx, const SeenEpisode& seen) {
    if (seen.episode.follows.empty()) return std::nullopt;
    const auto before = find_episode(cx.db, cx.viewer, seen.episode.follows, cx.now);
    if (!before) return std::nullopt;
    cx.saw("episode", before->episode.id.text());
    return html::SummaryRow{"Help before",
                            html::link(path_to(before->episode), "From " + words(before->episode.opened_at.day()))};
}

void add_content(Context& cx, const SeenEpisode& seen, const profiles::Profile& profile,
                 std::vector<html::SummaryRow>& rows) {
    const auto& episode = seen.episode;
    rows.push_back({"Family", html::link("/families/" + seen.family.text(), family_words(seen))});
    rows.push_back({profile.word_at_start("level"), profile.level_words(episode.level)});
    if (!episode.offer.empty()) rows.push_back({"Service or group", episode.offer});
    rows.push_back({"Where it has got to", words(episode.state, profile)});
    if (episode.is_open()) rows.push_back({"Time for that", time_left(clock_of(seen, profile, cx.now))});
    rows.push_back({profile.word_at_start("agreement"), agreement_words(cx, seen)});
    for (const auto& each : step_ups_of(cx.db, episode.id))
        rows.push_back({profile.word_at_start("step_up"), step_up_words(each, profile, cx.now)});
    if (const auto ending = find_ending(cx.db, episode.id)) {
        rows.push_back({"Why it ended", ending->label});
        rows.push_back({"For the family", html::typed_text(ending->words)});
    }
}

Html facts(Context& cx, const SeenEpisode& seen, const profiles::Profile& profile) {
    const auto& episode = seen.episode;
    std::vector<html::SummaryRow> rows{{"From", html::time(episode.opened_at.day())}};
    if (episode.closed_at) rows.push_back({"To", html::time(episode.closed_at->day())});
    rows.push_back({profile.word_at_start("lead_practitioner"), who_leads(seen, profile)});
    if (!seen.team_name.empty()) rows.push_back({"Team", seen.team_name});
    rows.push_back({"Agency", seen.agency_name});
    if (!seen.telephone.empty()) rows.push_back({"Telephone", html::telephone_link(seen.telephone)});
    if (seen.shows_content())
        add_content(cx, seen, profile, rows);
    else if (front_door_stands_in(cx, seen) && has_agreed(cx.db, episode.id))
        rows.push_back({profile.word_at_start("agreement"), "Given already"});
    if (auto row = earlier_row(cx, seen)) rows.push_back(std::move(*row));
    return html::summary_list({.rows = std::move(rows)});
}

Html next_steps(Context& cx, const SeenEpisode& seen, const profiles::Profile& profile) {
    const bool works = seen.episode.is_open() && helps(cx, seen);
    if (!works && !front_door_stands_in(cx, seen)) return {};
    const auto step = [&](std::string text, const char* page) {
        return html::button(
            {.text = std::move(text), .address = path_to(seen.episode) + page, .look = html::ButtonLook::secondary});
    };
    std::vector<Html> steps;
    if (!has_agreed(cx.db, seen.episode.id))
        steps.push_back(step("Record the family's " + profile.word("agreement"), "/agreement"));
    if (works) {
        steps.push_back(step("Say where it has got to", "/state"));
        steps.push_back(step("End this help", "/ending"));
    }
    return html::button_group(steps);
}

// Those of the helping agency name who leads: a manager somebody, a worker themselves. When whoever led has left, there
// may be nobody left there who sees the family; when an agency was asked to help, nobody there sees it yet: then the
// front door asks the agency and names one of its people.
bool may_name_lead(const Context& cx, const SeenEpisode& seen) {
    if (cx.viewer.role == access::Role::triage) return front_door_stands_in(cx, seen);
    return seen.episode.is_open() && helps(cx, seen);
}

Html lead_form(Context& cx, const SeenEpisode& seen, const profiles::Profile& profile, const Problems& problems) {
    if (!may_name_lead(cx, seen)) return {};

    std::vector<html::Choice> choices;
    for (const auto& each : people_who_can_lead(cx.db, seen.episode.agency, cx.now))
        choices.push_back({.value = each.email, .text = each.name});
    return html::form({.action = path_to(seen.episode) + "/lead",
                       .submit = "Save",
                       .fields = cx.form_fields() + version_field(cx.answers, problems, seen.episode)},
                      html::select({.name = "lead",
                                    .label = "Who leads?",
                                    .hint = profile.word_at_start("lead_practitioner") +
                                            ": the family's main contact. The family should have a say.",
                                    .choices = std::move(choices),
                                    .chosen = cx.answers.has("lead") ? cx.answers.text("lead") : seen.lead_email,
                                    .prompt = "Choose somebody",
                                    .problems = problems}));
}

Response episode_page(Context& cx, const SeenEpisode& seen, const BesideEpisode& beside,
                      const Problems& problems = {}) {
    const auto profile = profiles::current(cx.db);
    return cx.page({.title = profile->word_at_start("early_help") + " " + seen.episode.reference.spoken(),
                    .caption = family_words(seen),
                    .problems = problems},
                   {facts(cx, seen, *profile), next_steps(cx, seen, *profile),
                    seen.shows_content() && beside ? beside(cx, seen) : Html(),
                    html::on_screen_only(lead_form(cx, seen, *profile, problems))});
}

Response save_lead(Context& cx, const BesideEpisode& beside) {
    auto seen = the_episode(cx);
    if (!may_name_lead(cx, seen)) throw http::Stop{404};
    const auto all = people_who_can_lead(cx.db, seen.episode.agency, cx.now);
    const auto chosen = std::find_if(all.begin(), all.end(),
                                     [&](const PossibleLead& each) { return each.email == cx.answers.text("lead"); });
    if (chosen == all.end()) return episode_page(cx, seen, beside, {{"lead", "missing", "Choose who leads"}});

    auto as_seen = seen.episode;
    as_seen.version = seen_version(cx.answers);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        const auto now = find_episode(writer, cx.viewer, seen.episode.id, writer.now());
        if (!now || !may_name_lead(cx, *now)) throw http::Stop{404};
        if (const auto named = name_lead(writer, cx.viewer, as_seen, chosen->posting); !named) return named.error();
        return path_to(seen.episode);
    });
    if (!saved) return episode_page(cx, seen, beside, saved.error());
    return http::see_other(*saved, "Saved who leads");
}

} // namespace

void episode_routes(http::Router& router, BesideEpisode beside) {
    router.get("/episodes/{episode}", Action::read_episode, {"episode.viewed"},
               [beside](Context& cx) { return episode_page(cx, the_episode(cx), beside); });
    router.post("/episodes/{episode}/lead", Action::read_episode,
                [beside = std::move(beside)](Context& cx) { return save_lead(cx, beside); });
    agreement_routes(router);
    state_routes(router);
    ending_routes(router);
}

} // namespace kith::episodes
