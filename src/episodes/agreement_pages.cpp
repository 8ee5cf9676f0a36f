// The family agrees after help was decided: asked in the words of the council's own form.

#include "episodes/episode_pages.h"
#include "episodes/routes.h"
#include "html/components.h"
#include "http/router.h"
#include "people/day_answers.h"
#include "profiles/profile_store.h"

namespace kith::episodes {

using access::Action;
using html::Html;
using http::Context;
using http::Response;
namespace key = profiles::key;

namespace {

bool may_record(const Context& cx, const SeenEpisode& seen) {
    return helps(cx, seen) || front_door_stands_in(cx, seen);
}

SeenEpisode the_episode_agreed_to(Context& cx) {
    auto seen = the_episode(cx);
    if (!may_record(cx, seen)) throw http::Stop{404};
    return seen;
}

const profiles::Question& question(const profiles::Profile& profile, Day today, std::string_view key) {
    return *profile.request_form(today).find_question(key); // a profile without it does not load
}

// What the family is told before it agrees.
Html wording(const profiles::Profile& profile, Day today) {
    std::vector<Html> told;
    for (const auto& each : profile.agreement(today).paragraphs)
        told.push_back(html::paragraph(each));
    return html::details({.summary = "What the family is told", .content = Html(told)});
}

Html agreement_fields(Context& cx, const profiles::Profile& profile, const Problems& problems) {
    const auto typed = [&](std::string_view name) { return std::string(cx.answers.raw(name)); };
    const auto& by = question(profile, cx.today, key::agreed_by);
    const auto& how = question(profile, cx.today, key::agreed_how);
    const auto& on = question(profile, cx.today, key::agreed_on);
    const auto& leaves_out = question(profile, cx.today, key::agreement_leaves_out);
    std::vector<html::Choice> ways;
    for (const auto& each : profile.options(how, cx.today))
        ways.push_back({.value = each.code, .text = each.label, .hint = each.hint});
    return html::input(
               {.name = by.key, .label = by.label, .hint = by.hint, .value = typed(by.key), .problems = problems}) +
           html::radios({.name = how.key,
                         .legend = how.label,
                         .choices = std::move(ways),
                         .chosen = typed(how.key),
                         .problems = problems}) +
           html::date_input({.name = on.key,
                             .legend = on.label,
                             .hint = on.hint,
                             .typed = people::typed_day(cx.answers, on.key),
                             .problems = problems}) +
           html::input({.name = leaves_out.key,
                        .label = leaves_out.label + " (optional)",
                        .hint = leaves_out.hint,
                        .value = typed(leaves_out.key),
                        .problems = problems});
}

Response agreement_page(Context& cx, const SeenEpisode& seen, const Problems& problems = {}) {
    const auto profile = profiles::current(cx.db);
    return cx.page({.title = "The family's " + profile->word("agreement"),
                    .caption = family_words(seen),
                    .problems = problems,
                    .back = path_to(seen.episode)},
                   wording(*profile, cx.today) +
                       html::form({.action = path_to(seen.episode) + "/agreement",
                                   .submit = "Save",
                                   .fields = cx.form_fields() + version_field(cx.answers, problems, seen.episode)},
                                  agreement_fields(cx, *profile, problems)));
}

Response ask_agreement(Context& cx) {
    const auto seen = the_episode_agreed_to(cx);
    if (!helps(cx, seen) && has_agreed(cx.db, seen.episode.id)) throw http::Stop{404};
    return agreement_page(cx, seen);
}

GivenAgreement typed_agreement(Context& cx, const profiles::Profile& profile, Problems& problems) {
    const auto& ways = question(profile, cx.today, key::agreed_how).options;
    const auto how = cx.answers.text(key::agreed_how);
    const bool known = std::any_of(ways.begin(), ways.end(), [&](const auto& each) { return each.code == how; });
    const auto before = problems.size();
    auto on = people::day_in(cx.answers, std::string(key::agreed_on), problems);
    if (!on && problems.size() == before) on = cx.today;
    return {.by = cx.answers.text(key::agreed_by),
            .how = known ? how : std::string(),
            .on = on,
            .leaves_out = cx.answers.text(key::agreement_leaves_out),
            .version = profile.agreement(cx.today).version};
}

Response save_agreement(Context& cx) {
    const auto seen = the_episode_agreed_to(cx);
    const auto profile = profiles::current(cx.db);
    Problems unread;
    const auto agreement = typed_agreement(cx, *profile, unread);
    if (!helps(cx, seen) && has_agreed(cx.db, seen.episode.id))
        return agreement_page(cx, seen, {{"", "agreed_already", "The family's agreement is recorded already"}});
    if (!unread.empty()) return agreement_page(cx, seen, unread);

    auto as_seen = seen.episode;
    as_seen.version = seen_version(cx.answers);
    const auto agreed = agree(as_seen, agreement, cx.today);
    if (!agreed) return agreement_page(cx, seen, agreed.error());

    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        const auto now = find_episode(writer, cx.viewer, seen.episode.id, writer.now());
        if (!now || !may_record(cx, *now)) throw http::Stop{404};
        if (const auto kept = record_agreement(writer, cx.viewer, *agreed, agreement); !kept) return kept.error();
        return path_to(seen.episode);
    });
    if (!saved) return agreement_page(cx, seen, saved.error());
    return http::see_other(*saved, "Recorded. Help may go on");
}

} // namespace

void agreement_routes(http::Router& router) {
    router.get("/episodes/{episode}/agreement", Action::read_episode, {"episode.viewed"}, ask_agreement);
    router.post("/episodes/{episode}/agreement", Action::read_episode, save_agreement);
}

} // namespace kith::episodes
