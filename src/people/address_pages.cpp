// /people/{person}/addresses and /people/{person}/schools: where a person lives and learns. For those alone who may
// know where the person is.

#include "agencies/offers.h"
#include "base/text.h"
#include "html/components/choices.h"
#include "html/components/input.h"
#include "html/components/text_area.h"
#include "people/fact_fields.h"
#include "people/fact_pages.h"
#include "people/location_views.h"
#include "places/ward_store.h"

namespace kith::people {

namespace {

using html::Html;

// The page itself would say that there is something to know.
void require_location(const SeenPerson& seen) {
    if (!seen.decision.location) throw http::Stop{404};
}

http::Answers typed(const Address& address) {
    http::Answers answers;
    answers.set("kind", std::string(code(address.kind)));
    answers.set("lines", address.lines);
    answers.set("postcode", address.postcode);
    answers.set("uprn", address.uprn);
    set_day(answers, "from", address.from);
    set_day(answers, "until", address.until);
    return answers;
}

std::vector<ShownFact> address_facts(http::Context& cx, const SeenPerson& seen) {
    require_location(seen);
    std::vector<ShownFact> all;
    for (const auto& guarded : seen.person->addresses)
        if (const Address* address = guarded.value.reveal(seen.decision))
            all.push_back({guarded.number, address_words(cx.db, *address), guarded.source, guarded.at, guarded.by,
                           typed(*address)});
    return all;
}

Html address_fields(http::Context&, const SeenPerson& seen, const http::Answers& answers, const Problems& problems) {
    require_location(seen);
    std::vector<html::Choice> kinds;
    for (const AddressKind kind : address_kinds())
        kinds.push_back({.value = std::string(code(kind)), .text = at_start(word(kind))});
    const std::string chosen = answers.has("kind") ? answers.text("kind") : std::string(code(AddressKind::home));
    return {
        html::text_area({.name = "lines",
                         .label = "Address",
                         .text = std::string(answers.raw("lines")),
                         .problems = problems,
                         .rows = 3}),
        html::input({.name = "postcode",
                     .label = "Postcode",
                     .value = answers.text("postcode"),
                     .problems = problems,
                     .width = 10,
                     .autocomplete = "off",
                     .spellcheck = false}),
        html::input({.name = "uprn",
                     .label = "Property reference (UPRN)",
                     .hint = "If you have it",
                     .value = answers.text("uprn"),
                     .problems = problems,
                     .width = 20,
                     .autocomplete = "off",
                     .spellcheck = false}),
        html::radios({.name = "kind",
                      .legend = "What kind of address is it?",
                      .choices = kinds,
                      .chosen = chosen,
                      .problems = problems}),
        period_fields(
            answers, problems,
            {.since = "Lives there since", .until = "Lived there until", .until_hint = "Only for an earlier address"})};
}

Result<Address> read_typed_address(const http::Answers& answers) {
    Problems problems;
    Address address{.kind = to_address_kind(answers.text("kind")).value_or(AddressKind::home),
                    .lines = answers.text("lines"),
                    .postcode = answers.text("postcode"),
                    .uprn = answers.text("uprn")};
    address.from = day_in(answers, "from", problems);
    address.until = day_in(answers, "until", problems);
    auto read = read_address(address);
    if (!read) problems.insert(problems.begin(), read.error().begin(), read.error().end());
    if (!problems.empty()) return problems;
    return read;
}

// Of a home of which nobody has said that it was left: whether it is one still, and until when it was one.
struct EarlierHome {
    int number = 0;
    Address address;

    std::string still() const { return "still-" + std::to_string(number); }

    std::string left() const { return "left-" + std::to_string(number); }
};

std::vector<EarlierHome> homes_not_left(const SeenPerson& seen) {
    std::vector<EarlierHome> all;
    for (const auto& guarded : seen.person->addresses)
        if (const Address* address = guarded.value.reveal(seen.decision))
            if (address->kind == AddressKind::home && !address->until) all.push_back({guarded.number, *address});
    return all;
}

Html homes_left_fields(const SeenPerson& seen, const http::Answers& answers, const Problems& problems) {
    Html all;
    for (const auto& home : homes_not_left(seen)) {
        const auto left = html::date_input({.name = home.left(),
                                            .legend = "Lived there until",
                                            .hint = "If you leave this empty: the day before the new home",
                                            .typed = typed_day(answers, home.left()),
                                            .problems = problems});
        all += html::radios({.name = home.still(),
                             .legend = "Do they still live at " + words(home.address) + "?",
                             .hint = "When the address above is their home",
                             .choices = {{.value = "no", .text = "No, they moved out", .conditional = left},
                                         {.value = "yes", .text = "Yes, both are their homes"}},
                             .chosen = answers.text(home.still()),
                             .problems = problems});
    }
    return all;
}

// The last day there, as said or as the new home begins.
std::optional<Day> left_on(const EarlierHome& home, const http::Answers& answers, Problems& problems) {
    const auto known = problems.size();
    const auto left = day_in(answers, home.left(), problems);
    if (left || problems.size() > known) return left;
    Problems of_the_new_home; // said at its own field
    const auto from = day_in(answers, "from", of_the_new_home);
    if (from) return *from - 1;
    problems.push_back(
        {home.left(), "missing",
         fmt::format("Enter the last day at {}, or since when they live in the new home", words(home.address))});
    return std::nullopt;
}

// Those that were left, with their last day. Nothing is asked for an earlier address, or one that is no home.
std::vector<EarlierHome> homes_left(const SeenPerson& seen, const http::Answers& answers, Problems& problems) {
    const auto typed = read_typed_address(answers);
    if (!typed || typed->kind != AddressKind::home || typed->until) return {};
    std::vector<EarlierHome> all;
    for (auto& home : homes_not_left(seen)) {
        const auto still = answers.text(home.still());
        if (still != "yes" && still != "no")
            problems.push_back({home.still(), "missing", "Say whether they still live at " + words(home.address)});
        if (still != "no") continue;
        home.address.until = left_on(home, answers, problems);
        if (home.address.until && home.address.from && *home.address.until < *home.address.from)
            problems.push_back(
                {home.left(), "ends_before_it_begins", "The last day must not be before the first day there"});
        all.push_back(std::move(home));
    }
    return all;
}

Result<Done> save_address(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, Entry entry,
                          const http::Answers& answers) {
    if (!entry.corrects) {
        const auto seen = http::found(find_person(writer, viewer, person, writer.now()));
        Problems problems;
        const auto left = homes_left(seen, answers, problems);
        for (const auto& home : left)
            if (home.address.until > writer.now().day())
                problems.push_back({home.left(), "to_come", "The last day there must not be one that is to come"});
        if (!problems.empty()) return problems;
        for (const auto& home : left) {
            auto ended =
                record_address(writer, viewer, person, {entry.version, home.number, entry.source}, home.address);
            if (!ended) return ended;
            ++entry.version;
        }
    }
    return read_typed_address(answers).and_then(
        [&](const Address& address) { return record_address(writer, viewer, person, entry, address); });
}

// A school that has closed since can still be corrected, ended and taken off.
agencies::Offers offered_schools(db::Reader& reader, const SeenPerson& seen) {
    std::vector<std::string> recorded;
    for (const auto& guarded : seen.person->attendances)
        if (const Attendance* attendance = guarded.value.reveal(seen.decision)) recorded.push_back(attendance->urn);
    return agencies::school_offers(reader, std::move(recorded));
}

std::vector<ShownFact> school_facts(http::Context& cx, const SeenPerson& seen) {
    require_location(seen);
    const auto schools = offered_schools(cx.db, seen);
    std::vector<ShownFact> all;
    for (const auto& guarded : seen.person->attendances) {
        const Attendance* attendance = guarded.value.reveal(seen.decision);
        if (!attendance) continue;
        http::Answers answers;
        if (const auto school = schools.find(attendance->urn)) agencies::set_picked(answers, "school", *school);
        set_day(answers, "from", attendance->from);
        set_day(answers, "until", attendance->until);
        all.push_back({guarded.number, attendance_words(*attendance), guarded.source, guarded.at, guarded.by, answers});
    }
    return all;
}

Html school_fields(http::Context& cx, const SeenPerson& seen, const http::Answers& answers, const Problems& problems) {
    require_location(seen);
    return {
        agencies::picker(offered_schools(cx.db, seen), {.name = "school",
                                                        .label = "School",
                                                        .hint = "Type part of its name",
                                                        .suggest = agencies::school_suggestions,
                                                        .answers = answers,
                                                        .problems = problems}),
        period_fields(
            answers, problems,
            {.since = "Goes there since", .until = "Went there until", .until_hint = "Only for an earlier school"})};
}

Result<Attendance> read_attendance(const agencies::Offers& schools, const http::Answers& answers) {
    Problems problems;
    Attendance attendance;
    attendance.from = day_in(answers, "from", problems);
    attendance.until = day_in(answers, "until", problems);
    const auto school = agencies::picked(schools, answers, "school");
    if (!school)
        problems.insert(problems.begin(), school.error().begin(), school.error().end());
    else if (!*school)
        problems.push_back({"school", "no_school", "Type part of the school's name and choose it"});
    else
        attendance.urn = (*school)->code;
    if (attendance.from && attendance.until && *attendance.until < *attendance.from)
        problems.push_back({"until", "ends_before_it_begins", "The last day must not be before the first day"});
    if (!problems.empty()) return problems;
    return attendance;
}

} // namespace

std::string address_words(db::Reader& reader, const Address& address) {
    std::string text = words(address);
    if (const auto ward = places::find_ward(reader, address.area.ward)) text += " (" + places::words(*ward) + ")";
    if (address.kind != AddressKind::home) text += ", " + std::string(word(address.kind));
    if (const auto period = period_words(address.from, address.until); !period.empty()) text += ", " + period;
    return text;
}

std::string attendance_words(const Attendance& attendance) {
    std::string text = attendance.school.empty() ? "School " + attendance.urn : attendance.school;
    if (const auto period = period_words(attendance.from, attendance.until); !period.empty()) text += ", " + period;
    return text;
}

FactKind address_kind(Moved moved) {
    return {.path = "addresses",
            .title = "Addresses",
            .adding = "Record a new address",
            .tells_location = true,
            .facts = address_facts,
            .version = [](const Versions& versions) { return versions.addresses; },
            .fields = address_fields,
            .problems =
                [](http::Context& cx) {
                    const auto address = read_typed_address(cx.answers);
                    return address ? Problems() : address.error();
                },
            .more_when_new = homes_left_fields,
            .problems_when_new =
                [](const SeenPerson& seen, const http::Answers& answers) {
                    Problems problems;
                    (void)homes_left(seen, answers, problems);
                    return problems;
                },
            .save =
                [moved = std::move(moved)](http::Context& cx, db::Writer& writer, Id<Person> person, const Entry& entry,
                                           const http::Answers& answers) {
                    auto saved = save_address(writer, cx.viewer, person, entry, answers);
                    if (saved && moved) moved(writer, person);
                    return saved;
                }};
}

FactKind school_kind() {
    return {.path = "schools",
            .title = "Schools",
            .adding = "Record a school",
            .tells_location = true,
            .facts = school_facts,
            .version = [](const Versions& versions) { return versions.attendances; },
            .fields = school_fields,
            .problems =
                [](http::Context& cx) {
                    const auto seen = http::found(find_person(cx.db, cx.viewer, cx.reference("person"), cx.now));
                    const auto attendance = read_attendance(offered_schools(cx.db, seen), cx.answers);
                    return attendance ? Problems() : attendance.error();
                },
            .save =
                [](http::Context& cx, db::Writer& writer, Id<Person> person, const Entry& entry,
                   const http::Answers& answers) {
                    const auto seen = http::found(find_person(writer, cx.viewer, person, writer.now()));
                    return read_attendance(offered_schools(writer, seen), answers)
                        .and_then([&](const Attendance& attendance) {
                            return record_attendance(writer, cx.viewer, person, entry, attendance);
                        });
                }};
}

} // namespace kith::people
