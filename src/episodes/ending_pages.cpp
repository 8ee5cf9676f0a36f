// Help ends: why, when, and what the family is told.

#include "episodes/episode_pages.h"
#include "episodes/routes.h"
#include "episodes/step_up_store.h"
#include "html/components.h"
#include "http/router.h"
#include "people/day_answers.h"
#include "profiles/profile_store.h"

namespace kith::episodes {

using access::Action;
using html::Html;
using http::Context;
using http::Response;

namespace {

Html ending_fields(Context& cx, const profiles::Profile& profile, const Problems& problems) {
    std::vector<html::Choice> reasons;
    for (const auto& each : profile.closure_reasons_on(cx.today))
        reasons.push_back({.value = each.code, .text = each.label});
    auto day = people::typed_day(cx.answers, "ended_on");
    return html::radios({.name = "reason",
                         .legend = "Why does this help end?",
                         .choices = std::move(reasons),
                         .chosen = cx.answers.text("reason"),
                         .problems = problems}) +
           html::date_input({.name = "ended_on",
                             .legend = "What is its last day?",
                             .hint = "Leave this empty for today",
                             .typed = std::move(day),
                             .problems = problems}) +
           html::text_area({.name = "words",
                            .label = "What do you tell the family?",
                            .hint = "What went well, what is left, and whom they can turn to if things get hard again. "
                                    "Write it as you would say it to them.",
                            .text = std::string(cx.answers.raw("words")),
                            .problems = problems});
}

Response ending_page(Context& cx, const SeenEpisode& seen, const Problems& problems = {}) {
    const auto profile = profiles::current(cx.db);
    const auto note = fmt::format("Help that has ended is not opened again. If the family needs help later, a new {} "
                                  "begins it, and Kith links the two. Whoever helped can read this for 30 days more.",
                                  profile->word("request"));
    return cx.page(
        {.title = "End this help", .caption = family_words(seen), .problems = problems, .back = path_to(seen.episode)},
        html::inset_text(note) +
            html::form({.action = path_to(seen.episode) + "/ending",
                        .submit = "End this help",
                        .fields = cx.form_fields() + version_field(cx.answers, problems, seen.episode),
                        .warning = true},
                       ending_fields(cx, *profile, problems)));
}

Response ask_ending(Context& cx) {
    return ending_page(cx, the_episode_worked_on(cx));
}

Ending typed_ending(Context& cx, const profiles::Profile& profile, Problems& problems) {
    const auto before = problems.size();
    auto on = people::day_in(cx.answers, "ended_on", problems);
    if (!on && problems.size() == before) on = cx.today;
    Ending ending{.on = on, .words = cx.answers.text("words")};
    for (const auto& each : profile.closure_reasons_on(cx.today))
        if (each.code == cx.answers.text("reason"))
            ending.reason = each.code, ending.label = each.label, ending.tells_manager = each.tells_manager;
    return ending;
}

Response save_ending(Context& cx) {
    const auto seen = the_episode_helped(cx);
    Problems unread;
    const auto ending = typed_ending(cx, *profiles::current(cx.db), unread);
    if (!unread.empty()) return ending_page(cx, seen, unread);
    auto as_seen = seen.episode;
    as_seen.version = seen_version(cx.answers);

    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        const auto now = find_episode(writer, cx.viewer, seen.episode.id, writer.now());
        if (!now || !helps(cx, *now)) throw http::Stop{404};
        const auto closed = close(as_seen, ending, step_ups_of(writer, seen.episode.id), writer.now());
        if (!closed) return closed.error();
        if (const auto kept = record_ending(writer, cx.viewer, *closed, ending); !kept) return kept.error();
        return path_to(seen.episode);
    });
    if (!saved) return ending_page(cx, seen, saved.error());
    return http::see_other(*saved, "This help has ended");
}

} // namespace

void ending_routes(http::Router& router) {
    router.get("/episodes/{episode}/ending", Action::read_episode, {"episode.viewed"}, ask_ending);
    router.post("/episodes/{episode}/ending", Action::read_episode, save_ending);
}

} // namespace kith::episodes
