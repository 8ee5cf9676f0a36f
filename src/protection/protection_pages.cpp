// …/protection: keeping a person or family to people who are named, changing whom, and ending it.

#include "base/text.h"
#include "html/components.h"
#include "http/router.h"
#include "protection/protection_store.h"
#include "protection/record_views.h"
#include "protection/routes.h"

namespace kith::protection {

namespace {

using access::Action;
using html::Html;
using http::Context;
using http::Response;

std::string whom(const Record& record) {
    return record.kind == access::Kind::family ? "this family" : "this person";
}

std::string described(const Worker& worker) {
    return worker.name.empty() ? worker.agency_name : fmt::format("{}, {}", worker.name, worker.agency_name);
}

std::string role_words(const Worker& worker) {
    if (!worker.in_force) return "Does not work here any more";
    return std::string(access::word(worker.role));
}

// Somebody who is not among those offered, by email address. Nobody typed: nothing.
Result<std::vector<Worker>> somebody_else(Context& cx, const Record& record) {
    const auto email = cx.answers.text("email");
    if (email.empty()) return std::vector<Worker>();
    auto people = people_called(cx.db, email, record.id, cx.now);
    if (people.empty())
        return Problem{"email", "unknown",
                       "Nobody who works with families and may see this signs in with this address"};
    return people;
}

Html email_field(const http::Answers& typed, const Problems& problems, const char* label) {
    return html::input({.name = "email",
                        .label = label,
                        .hint = "The email address they sign in with",
                        .value = typed.text("email"),
                        .problems = problems,
                        .kind = html::InputKind::email});
}

// Making it

std::vector<Worker> chosen_among(const std::vector<Worker>& offered, const http::Answers& answers) {
    std::vector<Worker> chosen;
    for (const auto& each : offered)
        if (answers.ticked("names", each.reference.text())) chosen.push_back(each);
    return chosen;
}

// The people whose records stay open: else whoever protects the family would think them kept too.
Html left_open(Context& cx, const Record& record) {
    std::vector<std::string> names;
    for (const auto& person : reach_of(cx.db, cx.viewer, record, cx.now).without) {
        cx.saw("person", person.id.text());
        names.push_back(people::words(person.name));
    }
    if (names.empty()) return {};
    return html::inset_text({"Not kept with it: the record of ", html::strong(listed(names)),
                             ". Only those who are in the family now go with it, and whose whole record you see. "
                             "Protect the others on their own pages, or ask somebody who works with them."});
}

Response making_page(Context& cx, const Record& record, const http::Answers& typed, const Problems& problems = {}) {
    std::vector<html::Choice> choices;
    for (const auto& each : people_to_name(cx.db, cx.viewer, record.id, cx.now))
        choices.push_back(
            {.value = each.reference.text(), .text = described(each), .hint = std::string(access::word(each.role))});
    const Html what_happens = html::list(
        {Html("Only the people you name see it. For everybody else it is as if it were not there: on every page, in "
              "every search, count and list."),
         record.kind == access::Kind::family
             ? Html("The records of the people in the family, requests about them that are decided, and the help the "
                    "family gets are kept to the same people.")
             : Html("Decided requests about this person are kept to the same people. To keep the whole family, protect "
                    "the family."),
         Html("A request that still waits for a decision stays where it is until it is decided.")});
    return cx.page(
        {.title = "Protect " + whom(record), .caption = record.name, .problems = problems, .back = record.path},
        {html::paragraph(
             "Do this when somebody could come to harm if the wrong person learned that they are known here."),
         what_happens, left_open(cx, record),
         html::form(
             {.action = record.path + "/protection", .submit = "Protect " + whom(record), .fields = cx.form_fields()},
             html::checkboxes({.name = "names",
                               .legend = "Who may still see it?",
                               .hint = "Everybody who sees it now, and the council’s team managers. At least one "
                                       "team manager must be named, so that it can be changed later.",
                               .choices = std::move(choices),
                               .chosen = typed.all("names"),
                               .problems = problems}) +
                 email_field(typed, problems, "Somebody else (optional)") +
                 html::text_area({.name = "reason",
                                  .label = "Why?",
                                  .hint = "For whoever looks at this decision later. Kept encrypted.",
                                  .text = typed.text("reason"),
                                  .problems = problems,
                                  .rows = 3}))});
}

// As it is

Html named_row_action(Context& cx, const Record& record, const Worker& worker) {
    return html::one_button_form({.action = record.path + "/protection/names",
                                  .text = "Take off",
                                  .hidden = " " + described(worker),
                                  .fields = cx.form_fields() + html::hidden_field("remove", worker.reference.text())});
}

Html names_table(Context& cx, const Record& record, const Protection& protection, bool may_change) {
    std::vector<html::Row> rows;
    for (const auto& each : protection.named) {
        html::Row row = {each.agency_name, "", role_words(each)};
        if (!each.name.empty()) row = {each.name, each.agency_name, role_words(each)};
        if (may_change) row.push_back(named_row_action(cx, record, each));
        rows.push_back(std::move(row));
    }
    std::vector<html::Column> columns = {"Name", "Agency", "Role"};
    if (may_change) columns.push_back("");
    return html::table({.caption = "Who may see it",
                        .columns = std::move(columns),
                        .rows = std::move(rows),
                        .first_cell_heads = true});
}

Html changes(Context& cx, const Record& record, const http::Answers& typed, const Problems& problems) {
    return html::form({.action = record.path + "/protection/names", .submit = "Name them", .fields = cx.form_fields()},
                      email_field(typed, problems, "Name somebody else")) +
           html::section_break() +
           html::form({.action = record.path + "/protection/end",
                       .submit = "End the protection",
                       .fields = cx.form_fields(),
                       .warning = true},
                      html::text_area({.name = "reason",
                                       .label = "Why is it no longer needed?",
                                       .hint = "When it ends, everybody sees what they saw before it began.",
                                       .text = typed.text("reason"),
                                       .problems = problems,
                                       .rows = 3}));
}

Response standing_page(Context& cx, const Record& record, const Protection& protection, const http::Answers& typed = {},
                       const Problems& problems = {}) {
    const bool may_change = may(cx, Action::manage_access, record);
    return cx.page(
        {.title = record.kind == access::Kind::family ? "This family is protected" : "This person is protected",
         .caption = record.name,
         .problems = problems,
         .back = record.path},
        {html::summary_list({.rows = {{"Since", html::time(protection.restriction.made_at)},
                                      {"Decided by", protection.decided_by},
                                      {"Why", html::typed_text(protection.reason)}}}),
         names_table(cx, record, protection, may_change),
         may_change ? changes(cx, record, typed, problems)
                    : html::paragraph("A team manager who is named can change this.")});
}

// Reached by its family's protection, it has none of its own to show.
Response show_protection(Context& cx, const Record& record) {
    if (const auto own = find_own_protection(cx.db, cx.viewer, record.id, cx.now))
        return standing_page(cx, record, *own);
    if (find_protection(cx.db, cx.viewer, record.id, cx.now))
        return cx.page({.title = "Protected with the family", .caption = record.name, .back = record.path},
                       html::paragraph("This person is protected together with their family. Change it on the family’s "
                                       "page."));
    return making_page(cx, record, {});
}

Protection the_protection(Context& cx, const Record& record) {
    return http::found(find_own_protection(cx.db, cx.viewer, record.id, cx.now));
}

Response make_protection(Context& cx, const Record& record) {
    auto names = chosen_among(people_to_name(cx.db, cx.viewer, record.id, cx.now), cx.answers);
    const auto others = somebody_else(cx, record);
    if (!others) return making_page(cx, record, cx.answers, others.error());
    names.insert(names.end(), others.value().begin(), others.value().end());
    const bool sees_it_still =
        std::any_of(names.begin(), names.end(), [&](const Worker& each) { return each.posting == cx.viewer.posting; });
    const auto saved = cx.save([&](db::Writer& writer) {
        return protect(writer, cx.viewer, record, names, cx.answers.text("reason"))
            .and_then([&](Done) -> Result<std::string> { return sees_it_still ? record.path : "/home"; });
    });
    if (!saved) return making_page(cx, record, cx.answers, saved.error());
    return http::see_other(*saved, "It is protected");
}

Response change_names(Context& cx, const Record& record) {
    const auto protection = the_protection(cx, record);
    const auto removed = Reference::parse(cx.answers.text("remove"));
    std::vector<Worker> names;
    if (removed) {
        for (const auto& each : protection.named)
            if (each.reference == *removed) names.push_back(each);
        if (names.empty()) return standing_page(cx, record, protection); // taken off already
    } else {
        auto others = somebody_else(cx, record);
        if (others && others.value().empty())
            others = Problem{"email", "missing", "Enter the email address of whoever may see it too"};
        if (!others) return standing_page(cx, record, protection, cx.answers, others.error());
        names = others.value();
    }
    const bool gone = removed && names.front().posting == cx.viewer.posting;
    const auto saved = cx.save([&](db::Writer& writer) {
        const auto changed = removed ? remove_name(writer, cx.viewer, record, protection, names.front())
                                     : add_names(writer, cx.viewer, record, protection, names);
        return Result<Done>(changed).and_then(
            [&](Done) -> Result<std::string> { return gone ? "/home" : record.path + "/protection"; });
    });
    if (!saved) return standing_page(cx, record, protection, cx.answers, saved.error());
    return http::see_other(*saved, "Who may see it is changed");
}

Response end_the_protection(Context& cx, const Record& record) {
    const auto protection = the_protection(cx, record);
    const auto saved = cx.save([&](db::Writer& writer) {
        return end_protection(writer, cx.viewer, record, protection, cx.answers.text("reason"))
            .and_then([&](Done) -> Result<std::string> { return record.path; });
    });
    if (!saved) return standing_page(cx, record, protection, cx.answers, saved.error());
    return http::see_other(*saved, "The protection has ended");
}

} // namespace

void protection_routes(http::Router& router) {
    const auto with = [](RecordFor record, Action action, Response (*page)(Context&, const Record&)) {
        return [record, action, page](Context& cx) { return page(cx, record(cx, action)); };
    };
    using enum Action;
    for (const auto& [path, record] : {std::pair<std::string, RecordFor>{"/families/{family}", family_for},
                                       std::pair<std::string, RecordFor>{"/people/{person}", person_for}}) {
        router.get(path + "/protection", protect, {"protection.viewed"}, with(record, protect, show_protection));
        router.post(path + "/protection", protect, with(record, protect, make_protection));
        router.post(path + "/protection/names", manage_access, with(record, manage_access, change_names));
        router.post(path + "/protection/end", manage_access, with(record, manage_access, end_the_protection));
    }
}

} // namespace kith::protection
