#include "people/person_views.h"

#include "access/register.h"
#include "access/users.h"
#include "base/number.h"
#include "html/components/messages.h"
#include "html/components/text.h"

namespace kith::people {

SeenPerson seen_person(http::Context& cx) {
    auto seen = http::found(find_person(cx.db, cx.viewer, cx.reference("person"), cx.now));
    cx.saw("person", seen.summary.id.text());
    return seen;
}

bool may_change(const SeenPerson& seen) {
    return seen.rights.to(access::Action::write_person).effect == access::Effect::content;
}

SeenPerson person_to_change(http::Context& cx) {
    auto seen = seen_person(cx);
    if (!seen.person || !may_change(seen)) throw http::Stop{404};
    return seen;
}

void require_change(db::Writer& writer, const access::Viewer& viewer, Id<Person> person) {
    const auto decision =
        access::decide_about(writer, viewer, access::Action::write_person, person.text(), writer.now());
    if (decision.effect != access::Effect::content) throw http::Stop{404};
}

void require_whereabouts(db::Writer& writer, const access::Viewer& viewer, Id<Person> person) {
    const auto decision =
        access::decide_about(writer, viewer, access::Action::read_person, person.text(), writer.now());
    if (!decision.location) throw http::Stop{404};
}

std::string path_to(const Summary& person) {
    return "/people/" + person.reference.text();
}

html::Html link_to(const Summary& person) {
    return html::link(path_to(person), words(person.name));
}

std::string name_and_year(const Summary& person) {
    return words(person.name) + (person.year_of_birth ? fmt::format(", born {}", *person.year_of_birth) : "");
}

std::string period_words(const std::optional<Day>& from, const std::optional<Day>& until) {
    if (from && until) return "from " + words(*from) + " to " + words(*until);
    if (from) return "since " + words(*from);
    if (until) return "until " + words(*until);
    return {};
}

std::string provenance_words(const http::Context& cx, const std::string& source, const std::string& posting,
                             Instant at) {
    std::string text = source.empty() ? "" : "Told by " + source + ". ";
    if (at.milliseconds == 0) return text;
    const auto worker = access::worker_known_as(cx.db, cx.viewer, Id<access::Posting>::trusted(posting));
    text += worker.empty() ? "Recorded" : "Recorded by " + worker;
    return text + " on " + words(at.day());
}

html::Html safe_contact_box(const http::Context& cx, const Recorded<SafeContact>& fact, const html::Html& whose) {
    const auto& contact = fact.value;
    if (contact.empty()) return {};
    html::Html lines = whose.empty() ? html::Html() : html::paragraph(whose);
    if (!contact.how.empty()) lines += html::paragraph({html::strong("How: "), contact.how});
    if (!contact.avoid.empty()) lines += html::paragraph({html::strong("Never: "), contact.avoid});
    return html::safe_contact(lines + html::small(provenance_words(cx, fact.source, fact.by, fact.at)));
}

int number_in(std::string_view text) {
    return whole_number(text).value_or(-1);
}

bool has_code(const Problems& problems, std::string_view code) {
    return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) { return problem.code == code; });
}

} // namespace kith::people
