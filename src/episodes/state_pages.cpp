// Where help has got to, as whoever helps says it.

#include "episodes/episode_pages.h"
#include "episodes/routes.h"
#include "html/components.h"
#include "http/router.h"
#include "profiles/profile_store.h"

namespace kith::episodes {

using access::Action;
using http::Context;
using http::Response;

namespace {

constexpr std::array offered = {State::engaging, State::assessing, State::planning,
                                State::active,   State::in_review, State::closing};

Response state_page(Context& cx, const SeenEpisode& seen, const Problems& problems = {}) {
    const auto profile = profiles::current(cx.db);
    std::vector<html::Choice> choices;
    for (const auto state : offered)
        choices.push_back({.value = std::string(code(state)), .text = words(state, *profile)});
    return cx.page({.title = "Where has it got to?",
                    .caption = family_words(seen),
                    .problems = problems,
                    .back = path_to(seen.episode)},
                   html::form({.action = path_to(seen.episode) + "/state",
                               .submit = "Save",
                               .fields = cx.form_fields() + version_field(cx.answers, problems, seen.episode)},
                              html::radios({.name = "state",
                                            .legend = html::visually_hidden("Where has it got to?"),
                                            .choices = std::move(choices),
                                            .chosen = cx.answers.has("state") ? cx.answers.text("state")
                                                                              : std::string(code(seen.episode.state)),
                                            .problems = problems})));
}

Response ask_state(Context& cx) {
    return state_page(cx, the_episode_worked_on(cx));
}

Response save_state_said(Context& cx) {
    const auto seen = the_episode_helped(cx);
    const auto state = to_state(cx.answers.text("state"));
    if (!state || std::find(offered.begin(), offered.end(), *state) == offered.end())
        return state_page(cx, seen, {{"state", "missing", "Choose where it has got to"}});
    auto as_seen = seen.episode;
    as_seen.version = seen_version(cx.answers);
    const auto moved = move(as_seen, *state);
    if (!moved) return state_page(cx, seen, moved.error());

    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        const auto now = find_episode(writer, cx.viewer, seen.episode.id, writer.now());
        if (!now || !helps(cx, *now)) throw http::Stop{404};
        if (const auto kept = save_state(writer, cx.viewer, *moved); !kept) return kept.error();
        return path_to(seen.episode);
    });
    if (!saved) return state_page(cx, seen, saved.error());
    return http::see_other(*saved, "Saved where it has got to");
}

} // namespace

void state_routes(http::Router& router) {
    router.get("/episodes/{episode}/state", Action::read_episode, {"episode.viewed"}, ask_state);
    router.post("/episodes/{episode}/state", Action::read_episode, save_state_said);
}

} // namespace kith::episodes
