#include "people/person_store.h"

#include "people/office_test.h"

using namespace kith;
using namespace kith::people;

namespace {

NewPerson maya() {
    return {.name = {"Maya", "Okafor-Reid"},
            .birth = born(2017, 3, 14),
            .details = {.sex = Sex::female, .language = "ENG", .disabilities = {"AUT", "LD"}},
            .safe_contact = {"phone Dana only, before 3pm", "no letters"},
            .address = Address{.lines = "12 Bolton Road", .postcode = "BL9 0EJ"},
            .contacts = {{ContactKind::telephone, "07700 900123"}, {ContactKind::telephone, "01632 960123"}},
            .identifiers = {{.scheme = Scheme::nhs_number, .value = "9876543210"}},
            .source = "her mother"};
}

SeenPerson seen(Office& office, const access::Viewer& viewer, const Reference& reference) {
    return office.reading([&](db::Reader& r) { return find_person(r, viewer, reference, office.now()).value(); });
}

Person person(Office& office, const Reference& reference) {
    return seen(office, office.sam, reference).person.value();
}

} // namespace

TEST_CASE("what is told of a person is kept with who told it") {
    in_each_office([](Office& office) {
        const auto added = office.add(maya());
        const auto kept = person(office, added.reference);

        CHECK(kept.display_name() == "Maya Okafor-Reid");
        CHECK(words(kept.birth.value) == "14 March 2017");
        CHECK(kept.birth.source == "her mother");
        CHECK(kept.details.value.disabilities == std::vector<std::string>{"AUT", "LD"});
        CHECK(kept.details.value.sex == Sex::female);
        CHECK(kept.safe_contact.value.avoid == "no letters");
        CHECK(kept.identifiers.front().value.value == "9876543210");
        CHECK_FALSE(kept.identifiers.front().value.verified);
        CHECK(kept.contacts.size() == 2);
        const auto decision = seen(office, office.sam, added.reference).decision;
        REQUIRE(kept.addresses.front().value.reveal(decision));
        CHECK(words(*kept.addresses.front().value.reveal(decision)) == "12 Bolton Road, BL9 0EJ");
    });
}

TEST_CASE("an estimated date of birth stays an estimate, and an unborn child unborn") {
    in_each_office([](Office& office) {
        const auto child =
            office.add({.name = {"Amir", "Shah"}, .birth = Birth::on(*PartDay::from_parts(2017, 3, 0, "UEA"))});
        CHECK(words(person(office, child.reference).birth.value) == "about March 2017");
        CHECK(person(office, child.reference).birth.value.born()->accuracy() == "UEA");

        const auto unborn =
            office.add({.name = {"Baby", "Shah"}, .birth = Birth::expected(*Day::from_parts(2027, 1, 9))});
        CHECK(words(person(office, unborn.reference).birth.value) == "due 9 January 2027");
        CHECK_FALSE(seen(office, office.sam, unborn.reference).summary.year_of_birth);
    });
}

TEST_CASE("a new name stands beside the old one") {
    in_each_office([](Office& office) {
        const auto added = office.add(maya());
        const auto saved = office.writing([&](db::Writer& w) {
            return record_name(w, office.sam, added.id, {1, {}, "deed poll"},
                               {"Maya", "Reid", NameUse::usual, Day::from_parts(2026, 9, 1)});
        });
        CHECK(saved);
        const auto kept = person(office, added.reference);
        CHECK(kept.display_name() == "Maya Reid");
        REQUIRE(kept.names.size() == 2);
        CHECK(words(kept.names[1].value) == "Maya Okafor-Reid");
        CHECK(kept.names[1].source == "her mother");
    });
}

TEST_CASE("a correction replaces what was wrong and keeps that it was said") {
    in_each_office([](Office& office) {
        const auto added = office.add(maya());
        CHECK(office.writing([&](db::Writer& w) {
            return record_name(w, office.sam, added.id, {1, 1, "her mother, again"}, {"Maya", "Okafor Reid"});
        }));
        CHECK(person(office, added.reference).names.size() == 1);
        CHECK(person(office, added.reference).display_name() == "Maya Okafor Reid");

        constexpr db::Sql all_names = "select given, family from person_names where person_id = :person";
        const auto rows = office.reading([&](db::Reader& r) {
            return r.all(all_names, {{"person", added.id}}, [](const db::Row& row) { return row.text("family"); });
        });
        CHECK(rows.size() == 2);
    });
}

TEST_CASE("the later of two writers is told, and nothing is overwritten") {
    in_each_office([](Office& office) {
        const auto added = office.add(maya());
        const auto name = [&](int version, std::optional<int> corrects, const char* family) {
            return office.writing([&](db::Writer& w) {
                return record_name(w, office.sam, added.id, {version, corrects, ""}, {"Maya", family});
            });
        };
        CHECK(name(1, 1, "Reid"));
        const auto late = name(1, 1, "Okafor");
        REQUIRE_FALSE(late);
        CHECK(late.error().front().code == "changed_meanwhile");
        CHECK(person(office, added.reference).display_name() == "Maya Reid");
        CHECK_FALSE(name(7, {}, "Okafor"));
        CHECK_FALSE(name(2, 9, "Okafor"));

        const auto details = [&](int version, const char* gender) {
            return office.writing([&](db::Writer& w) {
                return record_details(w, office.sam, added.id, {version, {}, ""}, {.gender = gender});
            });
        };
        CHECK(details(1, "02"));
        CHECK_FALSE(details(1, "09"));
        CHECK(person(office, added.reference).details.value.gender == "02");
    });
}

TEST_CASE("nobody loses the last name in use, by ending, correcting or withdrawing it") {
    in_each_office([](Office& office) {
        const auto added = office.add(maya());
        const auto today = office.today();
        const auto correct = [&](const Entry& entry, const Name& name) {
            return office.writing([&](db::Writer& w) { return record_name(w, office.sam, added.id, entry, name); });
        };
        const auto refused_at = [&](const Entry& entry, const Name& name) {
            const auto answer = correct(entry, name);
            REQUIRE_FALSE(answer);
            CHECK(answer.error().front().code == "last_name");
            return answer.error().front().field;
        };
        CHECK(refused_at({1, 1, ""}, {"Maya", "Reid", NameUse::usual, {}, today - 1}) == "until");
        CHECK(refused_at({1, 1, ""}, {"Maya", "Reid", NameUse::usual, {}, today + 7}) == "until");
        CHECK(refused_at({1, 1, ""}, {"Maya", "Reid", NameUse::usual, today + 1}) == "from");
        CHECK(refused_at({1, 1, "", true}, maya().name) == "never");

        CHECK(correct({1, {}, ""}, {"Maya", "Quill", NameUse::usual, {}, today - 1})); // a name she had
        CHECK(refused_at({2, 1, "", true}, maya().name) == "never");
        CHECK(correct({2, 2, "", true}, {"Maya", "Quill"}));
        CHECK(correct({3, {}, ""}, {"Maya", "Okafor"}));
        CHECK(correct({4, 1, ""}, {"Maya", "Reid", NameUse::usual, {}, today - 1}));
        CHECK(refused_at({5, 4, "", true}, {"Maya", "Okafor"}) == "never");
        CHECK(person(office, added.reference).display_name() == "Maya Okafor");
    });
}

TEST_CASE("what never was so is withdrawn and not shown") {
    in_each_office([](Office& office) {
        const auto added = office.add(maya());
        const auto number = person(office, added.reference).identifiers.front();
        const auto saved = office.writing([&](db::Writer& w) {
            return record_identifier(w, office.sam, added.id, {1, number.number, "the school", true}, number.value);
        });
        CHECK(saved);
        CHECK(person(office, added.reference).identifiers.empty());
    });
}

TEST_CASE("a move leaves the earlier address as it was") {
    in_each_office([](Office& office) {
        const auto added = office.add(maya());
        CHECK(office.writing([&](db::Writer& w) {
            return record_address(
                w, office.sam, added.id, {1, {}, "her mother"},
                {.lines = "3 Mill Lane", .postcode = "BL8 1AA", .from = Day::from_parts(2026, 11, 1)});
        }));
        const auto seen_by_sam = seen(office, office.sam, added.reference);
        const auto& addresses = seen_by_sam.person->addresses;
        REQUIRE(addresses.size() == 2);
        CHECK(addresses[0].value.reveal(seen_by_sam.decision)->postcode == "BL8 1AA");
        CHECK(addresses[1].value.reveal(seen_by_sam.decision)->postcode == "BL9 0EJ");
    });
}

TEST_CASE("who says later where somebody lives or learns need not know since when") {
    OfficeClock clock;
    on_each_database({.clock = &clock}, [&](db::Database& database) {
        Office office(database);
        const auto added = office.add({.name = {"Maya", "Reid"}});
        const auto record = [&](int version, std::optional<int> corrects, const char* postcode,
                                std::optional<Day> from) {
            clock.at = clock.at + days_ms;
            CHECK(office.writing([&](db::Writer& w) {
                return record_address(w, office.sam, added.id, {version, corrects, ""},
                                      {.lines = "1 Mill Lane", .postcode = postcode, .from = from});
            }));
        };
        const auto lives_at = [&] {
            const auto seen_by_sam = seen(office, office.sam, added.reference);
            return seen_by_sam.person->addresses.front().value.reveal(seen_by_sam.decision)->postcode;
        };
        record(0, {}, "BL9 0EJ", Day::from_parts(2020, 1, 1));
        record(1, {}, "BL8 1AA", {});
        CHECK(lives_at() == "BL8 1AA");
        record(2, {}, "BL0 9AA", office.today() - 10);
        CHECK(lives_at() == "BL0 9AA"); // said later
        record(3, 2, "BL8 1AB", {});
        CHECK(lives_at() == "BL0 9AA"); // what was only corrected was said earlier
        record(4, {}, "BL9 5AA", office.today() - 400);
        CHECK(lives_at() == "BL0 9AA");
    });
}

TEST_CASE("whoever goes to a new school without a first day is found by it") {
    in_each_office([](Office& office) {
        const auto added = office.add({.name = {"Maya", "Reid"}});
        for (const auto& [urn, from] :
             {std::pair("100001", Day::from_parts(2020, 9, 1)), std::pair("100002", std::optional<Day>())})
            CHECK(office.writing([&, version = std::string_view(urn) == "100001" ? 0 : 1](db::Writer& w) {
                return record_attendance(w, office.sam, added.id, {version, {}, ""}, {urn, {}, from});
            }));
        const auto seen_by_sam = seen(office, office.sam, added.reference);
        CHECK(seen_by_sam.person->attendances.front().value.reveal(seen_by_sam.decision)->urn == "100002");
    });
}

TEST_CASE("whoever may only know that somebody is there sees a name and a year") {
    in_each_office([](Office& office) {
        const auto added = office.add(maya());
        const auto index = seen(office, office.grace, added.reference);
        CHECK(index.decision.effect == access::Effect::index);
        CHECK(words(index.summary.name) == "Maya Okafor-Reid");
        CHECK(index.summary.year_of_birth == 2017);
        CHECK_FALSE(index.person);
    });
}

TEST_CASE("a hidden person and none are the same") {
    in_each_office([](Office& office) {
        const auto added = office.add(maya());
        office.reading([&](db::Reader& r) {
            CHECK_FALSE(find_person(r, office.tom, added.reference, office.now()));
            CHECK(summaries(r, office.tom, {added.id}, office.now()).empty());
            CHECK(summaries(r, office.grace, {added.id}, office.now()).size() == 1);
            return true;
        });
        office.writing([&](db::Writer& w) {
            access::seal(w, added.id.text());
            return true;
        });
        office.reading([&](db::Reader& r) {
            CHECK_FALSE(find_person(r, office.sam, added.reference, office.now()));
            return true;
        });
    });
}

TEST_CASE("where a protected person lives, goes to school and is rung at home is not even read") {
    in_each_office([](Office& office) {
        const auto added = office.add(maya());
        office.writing([&](db::Writer& w) {
            access::protect_location(w, added.id);
            return true;
        });
        const auto masked = seen(office, office.sam, added.reference);
        REQUIRE(masked.person);
        CHECK(masked.person->addresses.empty());
        CHECK(masked.person->attendances.empty());
        REQUIRE(masked.person->contacts.size() == 1);
        CHECK(masked.person->contacts.front().value.value == "07700 900123");
    });
}
