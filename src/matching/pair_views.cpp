#include "matching/pair_views.h"

#include "access/restriction.h"
#include "access/users.h"
#include "base/text.h"
#include "episodes/episode_store.h"
#include "families/family_store.h"
#include "matching/comparison_words.h"
#include "matching/likely.h"
#include "matching/model_commands.h"
#include "matching/routes.h"
#include "people/location_views.h"
#include "people/person_views.h"
#include "people/same_person.h"
#include "profiles/profile_store.h"
#include "requests/routes.h"
#include "requests/worker_store.h"

namespace kith::matching {

namespace {

using html::Html;
using people::SeenPerson;

Html lines(const std::vector<std::string>& texts) {
    Html all;
    for (const auto& text : texts)
        all += (all.empty() ? Html() : html::line_break()) + Html(text);
    return all;
}

Html names(const SeenPerson& seen) {
    if (!seen.person) return people::words(seen.summary.name);
    std::vector<std::string> all;
    for (const auto& name : seen.person->names)
        all.push_back(people::words(name.value));
    return lines(all);
}

Html born(const SeenPerson& seen) {
    if (seen.person) return people::words(seen.person->birth.value);
    return seen.summary.year_of_birth ? Html(std::to_string(*seen.summary.year_of_birth)) : Html();
}

Html sex(const SeenPerson& seen) {
    return seen.person ? Html(people::word(seen.person->details.value.sex)) : Html();
}

Html numbers(const SeenPerson& seen) {
    if (!seen.person) return {};
    std::vector<std::string> all;
    for (const auto& each : seen.person->identifiers)
        all.push_back(std::string(people::word(each.value.scheme)) + " " + people::shown(each.value));
    return lines(all);
}

Html addresses(http::Context& cx, const SeenPerson& seen) {
    if (!seen.person || !seen.decision.location) return {};
    std::vector<std::string> all;
    for (const auto& address : seen.person->addresses)
        if (const auto* shown = address.value.reveal(seen.decision))
            all.push_back(people::address_words(cx.db, *shown));
    return lines(all);
}

Html safe_contact(http::Context& cx, const SeenPerson& seen) {
    if (!seen.person) return {};
    return people::safe_contact_box(cx, seen.person->safe_contact) + requests::above_person(cx, seen);
}

Html schools(const SeenPerson& seen) {
    if (!seen.person || !seen.decision.location) return {};
    std::vector<std::string> all;
    for (const auto& attendance : seen.person->attendances)
        if (const auto* shown = attendance.value.reveal(seen.decision)) all.push_back(people::attendance_words(*shown));
    return lines(all);
}

Html help_line(http::Context& cx, const episodes::SeenEpisode& seen) {
    cx.saw("episode", seen.episode.id.text());
    return html::link("/episodes/" + seen.episode.reference.text(),
                      seen.episode.is_open() ? "Being helped now" : "Was helped") +
           Html(", from ") + html::time(seen.episode.opened_at.day());
}

Html families_and_help(http::Context& cx, const SeenPerson& seen) {
    std::vector<Html> all;
    for (const auto& family : families::families_of(cx.db, cx.viewer, seen.summary.id, cx.now)) {
        cx.saw("family", family.id.text());
        all.push_back(html::link("/families/" + family.reference.text(), family.name + " family"));
        for (const auto& episode : episodes::episodes_of(cx.db, cx.viewer, family.id, cx.now))
            all.push_back(help_line(cx, episode));
    }
    return all.empty() ? Html("None that you can see") : html::plain_list(all);
}

Html requests(http::Context& cx, const SeenPerson& seen) {
    const auto profile = profiles::current(cx.db);
    std::vector<Html> all;
    for (const auto& each : requests_about(cx.db, cx.viewer, seen.summary.id, cx.now)) {
        cx.saw("request", each.id);
        all.push_back(html::link("/requests/" + each.reference.text(), profile->word_at_start("request")) +
                      Html(" of ") + html::time(each.sent_at.day()));
    }
    return all.empty() ? Html("None that you can see") : html::plain_list(all);
}

// A record's name as the head of its column.
std::string column_head(const SeenPerson& seen) {
    return people::words(seen.summary.name) + ", " + seen.summary.reference.spoken();
}

} // namespace

std::string path_to(const people::Summary& one, const people::Summary& other) {
    return "/matching/" + one.reference.text() + "/" + other.reference.text();
}

std::string path_to(const SeenPair& pair) {
    return path_to(pair.one.summary, pair.other.summary);
}

Html both_records(http::Context& cx, const SeenPair& pair) {
    cx.saw("person", pair.one.summary.id.text());
    cx.saw("person", pair.other.summary.id.text());
    const auto row = [&](std::string head, auto&& cell) {
        return html::Row{Html(head), cell(pair.one), cell(pair.other)};
    };
    std::vector<html::Row> rows = {
        row("Record",
            [](const SeenPerson& seen) { return html::link(people::path_to(seen.summary), "Open the record"); }),
        row("Names", names), row("Born", born)};
    if (pair.one.person || pair.other.person) {
        rows.push_back(row("Sex", sex));
        rows.push_back(row("Numbers", numbers));
        rows.push_back(row("Safe contact", [&](const SeenPerson& seen) { return safe_contact(cx, seen); }));
        rows.push_back(row("Addresses", [&](const SeenPerson& seen) { return addresses(cx, seen); }));
        rows.push_back(row("School", schools));
    }
    rows.push_back(row("Families and help", [&](const SeenPerson& seen) { return families_and_help(cx, seen); }));
    rows.push_back(row(profiles::current(cx.db)->word_for_many_at_start("request"),
                       [&](const SeenPerson& seen) { return requests(cx, seen); }));
    for (auto& each : rows)
        for (auto& cell : each)
            if (cell.empty()) cell = html::secondary("Not shown or not recorded");
    return html::table({.caption = "Both records",
                        .columns = {"What", column_head(pair.one), column_head(pair.other)},
                        .rows = std::move(rows),
                        .first_cell_heads = true});
}

Html evidence(db::Reader& reader, const SeenPair& pair) {
    const auto found = people::compared(reader, pair.one.summary.id, pair.other.summary.id, pair.depth());
    Html note;
    if (pair.depth() == people::Depth::entry)
        note = html::paragraph("You see only the name and the year of birth of at least one of them, so only these are "
                               "compared.");
    if (!found)
        return html::heading("What agrees and what differs") + note +
               html::paragraph("The two records cannot be compared just now. Open the page again in a moment.");
    std::vector<html::Row> rows;
    for (const auto& part : found->contributions) {
        const auto weight = weight_of(part);
        rows.push_back({heading(part.comparison), words(part.comparison, part.level),
                        html::strength({weight.of_five, weight.against, weight.words})});
    }
    const auto percent = std::clamp(static_cast<int>(100 * probability(found->weight)), 1, 99);
    return html::table({.caption = "What agrees and what differs",
                        .columns = {"What", "How they compare", "Is it the same person?"},
                        .rows = std::move(rows),
                        .first_cell_heads = true}) +
           note +
           html::paragraph(
               fmt::format("All together: of a hundred pairs that compare like this, Kith expects about {} to "
                           "be one person. Twins and namesakes compare alike too. You decide.",
                           percent)) +
           weighed_by(reader);
}

Html weighed_by(db::Reader& reader) {
    const auto number = people::weighing_model(reader).model;
    const auto model = number ? find_model(reader, *number) : std::nullopt;
    return html::paragraph(html::secondary("Weighed by " + words(model) + "."));
}

Html said_words(db::Reader& reader, const PairDecision& decision, people::Depth depth) {
    constexpr std::array verdicts{"the same person", "not the same person", "not sure"};
    const bool may_read_why = depth == people::Depth::content || !decision.saw_content;
    return Html(requests::worker(reader, decision.posting).words()) + Html(", ") + html::time(decision.at) +
           Html(": ") + html::strong(verdicts[static_cast<std::size_t>(decision.verdict)]) + Html(". ") +
           (may_read_why ? Html(decision.reason) : html::secondary("Why is for those who see both records."));
}

Html why_it_was_added(http::Context& cx, const SeenPair& pair) {
    const auto added = added_because(cx.db, cx.viewer, pair);
    if (!added) return {};
    const auto worker = access::worker_known_as(cx.db, cx.viewer, added->by);
    return html::inset_text(html::paragraph(Html("Record " + pair.other.summary.reference.spoken() + " was added" +
                                                 (worker.empty() ? "" : " by " + worker) + " on ") +
                                            html::time(added->at.day()) +
                                            ", though somebody alike was known. The reason given: " + added->reason));
}

Html kept_to_names(http::Context& cx, const SeenPair& pair) {
    const auto is_kept = [&](const SeenPerson& seen) {
        return access::restriction_reaching(cx.db, seen.summary.id.text()).has_value();
    };
    const bool one = is_kept(pair.one), other = is_kept(pair.other);
    if (one == other) return {};
    const auto& open = one ? pair.other.summary : pair.one.summary;
    return html::warning_text("One of these records is kept to people who are named, the other is not. Whoever may see "
                              "the other learns from it what stands there. If they are one person, protect it too: "
                              "record " +
                              open.reference.spoken());
}

Html beside_person(http::Context& cx, const SeenPerson& person) {
    std::vector<Html> all;
    for (const auto& other : people::other_records(cx.db, cx.viewer, person.summary.id, cx.now)) {
        cx.saw("person", other.id.text());
        Html line = Html("Also known as ") + people::link_to(other) + Html(", record " + other.reference.spoken());
        if (cx.viewer.may(action_of_comparing))
            line +=
                html::line_break() + html::link(other.id < person.summary.id ? path_to(other, person.summary)
                                                                             : path_to(person.summary, other),
                                                "Who said so, and undo", Html(": ") + Html(other.reference.spoken()));
        all.push_back(std::move(line));
    }
    if (all.empty()) return {};
    return html::card({.heading = "Other records of this person", .content = html::plain_list(all), .quiet = true});
}

} // namespace kith::matching
