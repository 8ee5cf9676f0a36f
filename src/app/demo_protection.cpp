#include "app/demo_protection.h"

#include "access/users.h"
#include "app/demo_town.h"
#include "families/family_store.h"
#include "families/family_views.h"
#include "people/search_store.h"
#include "protection/protection_store.h"

namespace kith::app {

namespace {

access::Viewer viewer_called(db::Writer& writer, std::string_view key) {
    const auto all = workers();
    const auto worker = std::find_if(all.begin(), all.end(), [&](const Worker& each) { return each.key == key; });
    const auto user = access::find_user_by_email(writer, worker->email).value();
    const auto posting = access::postings_of(writer, user.id).front();
    return access::viewer_in(writer, posting.id, writer.now(), "demo town").value();
}

Id<people::Person> add(db::Writer& writer, const access::Viewer& sam, std::string_view given, int year, int month,
                       int day, people::Sex sex) {
    return people::add_person(
               writer, sam,
               {.name = {std::string(given), "Hartley"},
                .birth = people::Birth::on(*people::PartDay::from_parts(year, month, day, "AAA")),
                .details = {.sex = sex},
                .safe_contact = {.how = "Through Sam Okoro only", .avoid = "Write nothing down where it can be seen"},
                .address = people::Address{.lines = "2 Well Lane", .postcode = "NB7 4GH"},
                .source = "the refuge"})
        .id;
}

protection::Record record_of(const families::SeenFamily& seen) {
    return {access::Kind::family, std::string(seen.family.id.text()), families::display_name(seen.family),
            families::path_to(seen.family)};
}

void protect_the_hartleys(db::Writer& writer) {
    const auto sam = viewer_called(writer, "sam");
    const auto leah = add(writer, sam, "Leah", 1994, 8, 12, people::Sex::female);
    const auto finn = add(writer, sam, "Finn", 2019, 2, 5, people::Sex::male);
    const auto family = families::add_family(writer, sam, "Hartley", {leah, finn}, "the refuge");
    families::Relationship mother;
    mother.person = leah;
    mother.other = finn;
    mother.code = "MTH";
    mother.looks_after = true;
    mother.source = "the refuge";
    families::record_relationship(writer, sam, mother).value();
    const auto record = record_of(families::find_family(writer, sam, family.id, writer.now()).value());
    protection::protect(writer, sam, record, protection::people_to_name(writer, sam, record.id, writer.now()),
                        "Leah and Finn left home in a hurry. Finn’s father is looking for them and has friends in "
                        "several agencies.")
        .value();
}

void keep_the_novaks_from_omar(db::Writer& writer) {
    const auto omar = viewer_called(writer, "omar");
    const auto eliska = people::find_people(writer, omar, "eliška nováková", 1, writer.now()).matches.front();
    const auto family = families::families_of(writer, omar, eliska.candidate.summary.id, writer.now()).front();
    const auto record = record_of(families::find_family(writer, omar, family.id, writer.now()).value());
    protection::bar(writer, omar, record, {omar.user, "neighbour", "We live in the same street"}).value();
}

} // namespace

void keep_some_apart(db::Database& database) {
    database.write([](db::Writer& writer) {
        protect_the_hartleys(writer);
        keep_the_novaks_from_omar(writer);
    });
}

} // namespace kith::app
