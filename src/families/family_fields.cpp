#include "access/register.h"
#include "families/family_pages.h"
#include "people/search_store.h"
#include "people/similar.h"

namespace kith::families {

using html::Html;
using http::Context;

SeenFamily seen_family(Context& cx) {
    auto seen = http::found(find_family(cx.db, cx.viewer, cx.reference("family"), cx.now));
    cx.saw("family", seen.family.id.text());
    if (seen.decision.effect == access::Effect::content)
        for (const auto& person : seen.people)
            cx.saw("person", person.summary.id.text());
    return seen;
}

bool may_change(const SeenFamily& seen) {
    return seen.rights.to(access::Action::write_family).effect == access::Effect::content;
}

SeenFamily family_to_change(Context& cx) {
    auto seen = seen_family(cx);
    if (!may_change(seen)) throw http::Stop{404};
    return seen;
}

SeenFamily homes_to_change(Context& cx) {
    auto seen = family_to_change(cx);
    if (!seen.decision.location) throw http::Stop{404};
    return seen;
}

Result<std::string> save_in(Context& cx, const SeenFamily& seen,
                            const std::function<Result<Done>(db::Writer&)>& change) {
    return cx.save([&](db::Writer& writer) -> Result<std::string> {
        const auto decision =
            access::decide_about(writer, cx.viewer, access::Action::write_family, seen.family.id.text(), writer.now());
        if (decision.effect != access::Effect::content) throw http::Stop{404};
        return change(writer).and_then([&](Done) -> Result<std::string> { return path_to(seen.family); });
    });
}

http::Response page_of(Context& cx, const SeenFamily& seen, const std::string& title, const Problems& problems,
                       const Html& content, const Html& now) {
    const bool changed = !now.empty() && people::has_code(problems, "changed_meanwhile");
    const Html says_now = changed ? html::inset_text(html::paragraph(html::strong("It says now:")) + now) : Html();
    return cx.page({.title = title + ", family " + seen.family.reference.spoken(),
                    .heading = false,
                    .problems = problems,
                    .back = path_to(seen.family)},
                   {html::caption(display_name(seen.family)), html::heading(title, 1), says_now, content});
}

Html form_of(Context& cx, const SeenFamily& seen, const std::string& path, std::int64_t version, const Html& content,
             const Html& submit) {
    return html::form({.action = path,
                       .submit = submit,
                       .fields = cx.form_fields() + html::hidden_field("version", std::to_string(version)),
                       .beside = html::link(path_to(seen.family), "Cancel")},
                      content);
}

people::Entry entry_in(const Context& cx, std::optional<int> corrects) {
    people::Entry entry{people::number_in(cx.answers.text("version")), corrects, cx.answers.text("source")};
    entry.withdrawn = cx.answers.ticked("never", "yes");
    return entry;
}

Html person_field(Context& cx, const std::vector<people::Listed>& people, const std::string& name, const char* label,
                  const Problems& problems) {
    std::vector<html::Choice> choices;
    for (const auto& person : people)
        choices.push_back({person.summary.reference.text(), people::name_and_year(person.summary)});
    return html::select({.name = name,
                         .label = label,
                         .choices = std::move(choices),
                         .chosen = cx.answers.text(name),
                         .prompt = "Choose a person",
                         .problems = problems});
}

Id<Person> chosen_person(const Context& cx, const SeenFamily& seen, const std::string& field, const char* if_missing,
                         Problems& problems) {
    const auto reference = Reference::parse(cx.answers.text(field));
    const auto* person = reference ? seen.person(*reference) : nullptr;
    if (person) return person->id;
    problems.push_back({field, "missing", if_missing});
    return {};
}

people::Summary somebody_to_join(Context& cx, std::string_view text) {
    const auto reference = Reference::parse(text);
    if (!reference) throw http::Stop{404};
    auto person = http::found(people::find_person(cx.db, cx.viewer, *reference, cx.now));
    if (!person.person || !people::may_change(person)) throw http::Stop{404};
    cx.saw("person", person.summary.id.text());
    return std::move(person.summary);
}

namespace {

html::Row found_row(Context& cx, const people::Match& match, const access::Decision& to_write,
                    const std::string& path) {
    const auto& summary = match.candidate.summary;
    cx.saw("person", summary.id.text());
    const auto name = people::words(summary.name);
    const bool may_join = match.candidate.full && to_write.effect == access::Effect::content;
    const Html add = may_join ? html::link(path + "/new?person=" + summary.reference.text(), "Choose", " " + name)
                              : html::secondary("You can see only that they are known");
    return {people::name_and_year(summary), add};
}

Html may_add(Context& cx, const std::string& searched, const std::string& path) {
    if (!cx.viewer.may(access::Action::add_person)) return {};
    return html::one_button_form(
        {.action = "/people/new",
         .text = "Add somebody who is not here",
         .fields = cx.form_fields() + html::hidden_field("searched", searched) + html::hidden_field("onward", path)});
}

} // namespace

Html search_for_somebody(Context& cx, const std::string& path, const std::string& label, const std::string& typed) {
    const auto box = html::search_box(
        {.action = path + "/search", .label = label, .fields = cx.form_fields(), .value = typed, .id = "somebody"});
    if (typed.empty()) return box;

    cx.searched(people::told_terms(typed, cx.db.vault()));
    auto found = people::find_people(cx.db, cx.viewer, typed, 1, cx.now).matches;
    for (auto& match : people::similar_people(cx.db, cx.viewer, typed, found, cx.now))
        found.push_back(std::move(match));
    std::vector<std::string> ids;
    for (const auto& match : found)
        ids.emplace_back(match.candidate.summary.id.text());
    const auto to_write = access::decide_about_each(cx.db, cx.viewer, access::Action::write_person, ids, cx.now);
    std::vector<html::Row> rows;
    for (std::size_t i = 0; i < found.size(); ++i)
        rows.push_back(found_row(cx, found[i], to_write[i], path));
    return {box,
            html::table({.caption = "Found",
                         .columns = {"Name", "Add"},
                         .rows = std::move(rows),
                         .when_empty = "Nobody you may see answers to this."}),
            may_add(cx, typed, path)};
}

} // namespace kith::families
