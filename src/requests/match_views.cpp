#include "requests/match_views.h"

#include "base/text.h"
#include "episodes/help_card.h"
#include "families/relationship.h"
#include "people/person_views.h"
#include "requests/request_views.h"

namespace kith::requests {

using html::Html;

namespace {

// Known by its dates, never by its content.
Html episode_line(const episodes::SeenEpisode& seen) {
    std::vector<std::string> who;
    for (const auto& each : {seen.lead_name, seen.team_name, seen.agency_name})
        if (!each.empty()) who.push_back(each);
    return episodes::when_helped(seen) + Html(": ") + Html(listed(who));
}

Html earlier_line(const EarlierRequest& earlier) {
    Html line = html::link("/requests/" + earlier.reference.text(), "Request from " + earlier.from);
    line += Html(", ") + html::time(earlier.sent_at.day()) + Html(": ");
    return line + Html(earlier.decision.empty() ? "not decided yet" : earlier.decision);
}

std::string people_of(const KnownFamilyOf& family) {
    return counted(family.people, "person", "people");
}

Html family_line(const KnownFamilyOf& family) {
    return Html("Belongs to the ") + html::link("/families/" + family.reference.text(), family.name + " family") +
           ", " + people_of(family);
}

Html known_of(const PossibleMatch& possible) {
    std::vector<Html> lines;
    for (const auto& each : possible.families)
        lines.push_back(family_line(each));
    if (possible.episodes.empty() && possible.earlier.empty() && !lines.empty())
        lines.push_back(html::secondary("No help and no request before"));
    for (const auto& each : possible.episodes)
        lines.push_back(episode_line(each));
    for (const auto& each : possible.earlier)
        lines.push_back(earlier_line(each));
    return lines.empty() ? html::paragraph(html::secondary("No help and no request before")) : html::list(lines);
}

Html fields_to_say(const Request& request, const RequestPerson& about, const people::Summary& summary,
                   Verdict verdict) {
    return html::hidden_field("about", std::to_string(about.position)) +
           html::hidden_field("person", summary.reference.text()) + html::hidden_field("verdict", code(verdict)) +
           html::hidden_field("version", std::to_string(request.version));
}

Html say_button(const Request& request, const RequestPerson& about, const people::Summary& summary, Verdict verdict,
                const Html& text, const Html& fields) {
    return html::one_button_form(
        {.action = path_to(request) + "/matches",
         .text = text,
         .hidden = Html(": ") + Html(about.display_name()) + Html(" and ") + Html(people::name_and_year(summary)),
         .fields = fields + fields_to_say(request, about, summary, verdict)});
}

// A refusal stands for everybody who describes the child in the same words: so there is room to say why.
Html refuse_with_reason(const Request& request, const RequestPerson& about, const people::Summary& summary,
                        const Html& fields) {
    const auto name = field_of_match(about, summary);
    return html::details(
        {.summary =
             Html("Not the same, and why") + html::visually_hidden(Html(": ") + Html(people::name_and_year(summary))),
         .content =
             html::form({.action = path_to(request) + "/matches",
                         .fields = fields + fields_to_say(request, about, summary, Verdict::not_same)},
                        html::input({.name = "reason",
                                     .label = "Why are they not the same?",
                                     .hint = "For example: a cousin of the same name",
                                     .id = why_of(name)}) +
                            html::button({.text = "They are not the same", .look = html::ButtonLook::secondary}))});
}

Html refused_words(const Refusal& refusal) {
    Html words = Html("Not the same, says ") + Html(refusal.by) + Html(", ") + html::time(refusal.verdict.at.day());
    if (!refusal.verdict.said.reason.empty()) words += Html(": ") + Html(refusal.verdict.said.reason);
    if (refusal.verdict.of == SaidOf::the_same_description)
        words += Html(". It was said of another request, for a child of the same name and birthday.");
    return words;
}

class MatchesView {
public:
    MatchesView(const Request& request, const RequestPerson& about, const std::function<Html()>& fields, bool decided)
        : request_(request), about_(about), fields_(fields), decided_(decided) {}

    Html draw(const MatchesFor& matches) const {
        Html all;
        if (matches.confirmed) all += confirmed(*matches.confirmed);
        for (const auto& each : matches.possible)
            all += possible(each);
        if (!matches.confirmed && matches.possible.empty()) all += html::paragraph(html::secondary(nobody(matches)));
        return all + alike(matches.alike) + refused(matches.refused);
    }

private:
    static std::string nobody(const MatchesFor& matches) {
        if (!matches.refused.empty()) return "Nobody else like this is known here";
        return matches.alike.empty() ? "Nobody like this is known here" : "Nobody like this has a record here yet";
    }

    // A child with whom no help began has no record: what was asked and decided is found by the request alone.
    Html alike(const std::vector<EarlierRequest>& requests) const {
        if (requests.empty()) return {};
        std::vector<Html> lines;
        for (const auto& each : requests)
            lines.push_back(earlier_line(each));
        const bool is_child = about_.kind == PersonKind::child;
        return html::paragraph(
                   html::strong(is_child ? "Asked about before, or elsewhere:" : "Named before, or elsewhere:")) +
               html::list(lines);
    }

    Html confirmed(const PossibleMatch& match) const {
        const auto& summary = match.match.candidate.summary;
        Html content = html::paragraph(html::tag({.text = "Same person", .colour = html::TagColour::green})) +
                       html::paragraph(html::strong(people::name_and_year(summary))) + known_of(match);
        if (!decided_)
            content += say_button(request_, about_, summary, Verdict::not_same, "This was a mistake", fields_());
        return content;
    }

    Html possible(const PossibleMatch& match) const {
        const auto& summary = match.match.candidate.summary;
        Html content = html::paragraph(Html("Same person? ") + html::strong(people::name_and_year(summary)));
        if (!match.match.reasons.empty())
            content += html::paragraph(html::secondary("Why: " + listed(match.match.reasons)));
        content += known_of(match);
        if (match.answered) content += html::paragraph(html::secondary("Somebody looked and could not tell."));
        if (decided_) return content;
        std::vector<Html> buttons{say_button(request_, about_, summary, Verdict::same, "Same", fields_()),
                                  say_button(request_, about_, summary, Verdict::not_same, "Not the same", fields_())};
        if (!match.answered)
            buttons.push_back(say_button(request_, about_, summary, Verdict::cannot_tell, "I cannot tell", fields_()));
        return content + html::button_group(buttons) + refuse_with_reason(request_, about_, summary, fields_());
    }

    // Open where it was said elsewhere: whoever decides here may not have met that child before.
    Html refused(const std::vector<Refusal>& refusals) const {
        if (refusals.empty()) return {};
        Html all;
        bool elsewhere = false;
        for (const auto& each : refusals) {
            elsewhere = elsewhere || each.verdict.of == SaidOf::the_same_description;
            all += html::paragraph(html::strong(people::name_and_year(each.summary))) +
                   html::paragraph(html::secondary(refused_words(each)));
            if (!decided_)
                all += html::button_group(
                    {say_button(request_, about_, each.summary, Verdict::same, "Same after all", fields_()),
                     say_button(request_, about_, each.summary, Verdict::cannot_tell, "I cannot tell", fields_())});
        }
        return html::details({.summary = "Said not to be the same", .content = all, .open = elsewhere});
    }

    const Request& request_;
    const RequestPerson& about_;
    const std::function<Html()>& fields_;
    bool decided_;
};

// "Why: same name. Being helped now. If so, whoever helps …"
std::string hint_of(const PossibleMatch& possible) {
    std::string hint = possible.match.reasons.empty() ? "" : "Why: " + listed(possible.match.reasons) + ". ";
    for (const auto& each : possible.families)
        hint += fmt::format("Belongs to the {} family ({}). ", each.name, people_of(each));
    for (const auto& each : possible.episodes)
        if (each.episode.is_open()) hint += "Being helped now. ";
    return hint + "If it is the same person, whoever helps this family reads all that is recorded of them.";
}

} // namespace

Html questions_about_matches(const Request& request, const std::vector<MatchesFor>& matches,
                             const http::Answers& answers, const Problems& problems) {
    Html all;
    for (const auto& each : unanswered(matches)) {
        const auto& about = *request.find_person(each.about);
        const auto& summary = each.match->match.candidate.summary;
        const auto name = field_of_match(about, summary);
        all += html::radios({.name = name,
                             .legend = fmt::format("Is {} the same person as {}?", about.display_name(),
                                                   people::name_and_year(summary)),
                             .hint = hint_of(*each.match),
                             .choices = {{.value = "same", .text = "Yes, the same person"},
                                         {.value = "not_same",
                                          .text = "No, somebody else",
                                          .conditional = html::input({.name = why_of(name),
                                                                      .label = "Why? (optional)",
                                                                      .hint = "For example: a cousin of the same name",
                                                                      .value = answers.text(why_of(name))})},
                                         {.value = "cannot_tell", .text = "I cannot tell"}},
                             .chosen = answers.text(name),
                             .problems = problems,
                             .legend_size = html::Size::s,
                             .small = true});
    }
    return all;
}

namespace {

// The largest of the families of whoever the child was matched to; none where nobody else is known there.
const KnownFamilyOf* family_of(const std::vector<MatchesFor>& matches, Id<RequestPerson> child) {
    const KnownFamilyOf* largest = nullptr;
    for (const auto& each : matches) {
        if (each.about != child || !each.confirmed) continue;
        for (const auto& family : each.confirmed->families)
            if (family.people > 1 && (!largest || family.people > largest->people)) largest = &family;
    }
    return largest;
}

std::string who_may_be_known(const Request& request, const SaidToBeParent& said,
                             const std::vector<MatchesFor>& matches) {
    const auto child = request.find_person(said.child)->display_name();
    const auto is_said = fmt::format("The request says that {} is the {} of {}. ",
                                     request.find_person(said.adult)->display_name(), families::word(said.code), child);
    if (said.recorded)
        return is_said + fmt::format("{} is recorded as that already. If this is one person, ask whoever sent the "
                                     "request before you decide.",
                                     people::name_and_year(*said.recorded));
    const auto* family = family_of(matches, said.child);
    if (!family) return {};
    return is_said + fmt::format("{} belongs to the {} family ({}), and one of them may be meant. Where help begins, "
                                 "whoever is matched to nobody is written down as somebody new.",
                                 child, family->name, people_of(*family));
}

} // namespace

Html parents_who_may_be_known(const Request& request, const std::vector<SaidToBeParent>& parents,
                              const std::vector<MatchesFor>& matches) {
    Html all;
    for (const auto& each : parents)
        if (const auto words = who_may_be_known(request, each, matches); !words.empty()) all += html::paragraph(words);
    return all.empty() ? all : html::inset_text(all);
}

Html what_is_known(const Request& request, const std::vector<MatchesFor>& matches, const std::function<Html()>& fields,
                   bool decided) {
    if (matches.empty())
        return html::paragraph(html::secondary("Nobody is named in this request, so there is nobody to look for."));

    Html all;
    for (const auto& each : matches)
        if (const auto* about = request.find_person(each.about))
            all += html::card({.heading = about->display_name(),
                               .content = MatchesView(request, *about, fields, decided).draw(each),
                               .quiet = true,
                               .level = 3});
    return all;
}

} // namespace kith::requests
