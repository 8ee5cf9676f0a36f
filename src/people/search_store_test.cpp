#include "people/search_store.h"

#include "people/office_test.h"

using namespace kith;
using namespace kith::people;

namespace {

struct Town {
    AddedPerson maya, dana, leo;
};

Town fill(Office& office) {
    Town town{
        office.add({.name = {"Maya Grace", "Okafor-Reid"},
                    .birth = born(2017, 3, 14),
                    .address = Address{.lines = "12 Bolton Road", .postcode = "BL9 0EJ"},
                    .contacts = {{ContactKind::telephone, "07700 900123"}, {ContactKind::telephone, "01632 960555"}},
                    .identifiers = {{.scheme = Scheme::nhs_number, .value = "9434765919"},
                                    {.scheme = Scheme::upn, .value = "Y351201024001"}}}),
        office.add({.name = {"Dana", "Okafor"}, .birth = born(1988, 1, 2)}),
        office.add({.name = {"Leo", "O'Brien"}, .birth = Birth::on(*PartDay::from_parts(2015, 6, 0, "UEA"))})};
    CHECK(office.writing([&](db::Writer& w) {
        return record_name(w, office.sam, town.dana.id, {1, {}, ""}, {"Dana", "Novak"});
    }));
    return town;
}

Found find(Office& office, const access::Viewer& viewer, std::string_view typed, std::size_t page = 1) {
    return office.reading([&](db::Reader& r) { return find_people(r, viewer, typed, page, office.now()); });
}

// "Maya Grace Okafor-Reid; Dana Novak (previous name)"
std::string told(const Found& found) {
    std::string text;
    for (const auto& match : found.matches) {
        if (!text.empty()) text += "; ";
        text += words(match.candidate.summary.name);
        if (!match.reasons.empty()) text += " (" + fmt::format("{}", fmt::join(match.reasons, ", ")) + ")";
    }
    return text;
}

} // namespace

TEST_CASE("a person is found by names in any order and by their beginnings") {
    in_each_office([](Office& office) {
        fill(office);
        CHECK(told(find(office, office.sam, "okafor maya")) == "Maya Grace Okafor-Reid");
        CHECK(told(find(office, office.sam, "REID gra")) == "Maya Grace Okafor-Reid");
        CHECK(told(find(office, office.sam, "m")) == "Maya Grace Okafor-Reid");
        CHECK(told(find(office, office.sam, "obrien")) == "Leo O'Brien");
        CHECK(told(find(office, office.sam, "o’brien")) == "Leo O'Brien");
        CHECK(told(find(office, office.sam, "brien")) == "");
        CHECK(told(find(office, office.sam, "maya novak")) == "");
        CHECK(told(find(office, office.sam, "")) == "");
    });
}

TEST_CASE("Find says why it found somebody") {
    in_each_office([](Office& office) {
        const auto town = fill(office);
        CHECK(told(find(office, office.sam, "dana okafor")) == "Dana Novak (previous name)");
        CHECK(told(find(office, office.sam, "okafor")) == "Maya Grace Okafor-Reid; Dana Novak (previous name)");
        CHECK(told(find(office, office.sam, "2017")) == "Maya Grace Okafor-Reid");
        CHECK(told(find(office, office.sam, "march 2017")) == "Maya Grace Okafor-Reid (date of birth)");
        CHECK(told(find(office, office.sam, "14/3/2017")) == "Maya Grace Okafor-Reid (date of birth)");
        CHECK(told(find(office, office.sam, "june 2015")) == "Leo O'Brien (date of birth)");
        CHECK(told(find(office, office.sam, "12/6/2015")) == "");
        CHECK(told(find(office, office.sam, "bl9 0ej")) == "Maya Grace Okafor-Reid (lives at BL9 0EJ)");
        CHECK(told(find(office, office.sam, "maya bl9")) == "Maya Grace Okafor-Reid (lives in BL9)");
        CHECK(told(find(office, office.sam, "bl9 0")) == "Maya Grace Okafor-Reid (lives in BL9 0)");
        CHECK(told(find(office, office.sam, "bl9 1")) == "");
        CHECK(told(find(office, office.sam, "bl90")) == "");
        CHECK(told(find(office, office.sam, "bl9 0ea")) == "");
        CHECK(told(find(office, office.sam, "07700 900 123")) == "Maya Grace Okafor-Reid (telephone number)");
        CHECK(told(find(office, office.sam, "960555")) == "Maya Grace Okafor-Reid (telephone number)");
        CHECK(told(find(office, office.sam, "943 476 5919")) == "Maya Grace Okafor-Reid (number 9434765919)");
        CHECK(told(find(office, office.sam, "y351201024001")) == "Maya Grace Okafor-Reid (number y351201024001)");
        CHECK(told(find(office, office.sam, town.leo.reference.spoken())) == "Leo O'Brien (reference)");
    });
}

TEST_CASE("after a move the earlier postcode still finds, and says so") {
    in_each_office([](Office& office) {
        const auto town = fill(office);
        const auto record = [&](const Entry& entry, const Address& address) {
            return office
                .writing([&](db::Writer& w) { return record_address(w, office.sam, town.maya.id, entry, address); })
                .has_value();
        };
        REQUIRE(record({1, {}, ""}, {.lines = "3 Mill Lane", .postcode = "BL8 1AA"}));
        CHECK(told(find(office, office.sam, "bl81aa")) == "Maya Grace Okafor-Reid (lives at BL8 1AA)");
        CHECK(told(find(office, office.sam, "bl90ej")) == "Maya Grace Okafor-Reid (lives at BL9 0EJ)");
        REQUIRE(record({2, 1, ""}, {.lines = "12 Bolton Road", .postcode = "BL9 0EJ", .until = office.today() - 1}));
        CHECK(told(find(office, office.sam, "bl81aa")) == "Maya Grace Okafor-Reid (lives at BL8 1AA)");
        CHECK(told(find(office, office.sam, "bl90ej")) == "Maya Grace Okafor-Reid (lived at BL9 0EJ)");
    });
}

TEST_CASE("who may know only that somebody is there finds by the name of today and the year alone") {
    in_each_office([](Office& office) {
        const auto town = fill(office);
        CHECK(told(find(office, office.grace, "maya okafor")) == "Maya Grace Okafor-Reid");
        CHECK(told(find(office, office.grace, "maya 2017")) == "Maya Grace Okafor-Reid");
        CHECK(told(find(office, office.grace, town.maya.reference.text())) == "Maya Grace Okafor-Reid (reference)");
        for (const auto* more : {"dana okafor", "march 2017", "14/3/2017", "bl9", "bl90ej", "07700900123", "960555",
                                 "9434765919", "y351201024001", "maya 14/3/2017", "maya bl9"})
            CHECK(find(office, office.grace, more).count == 0);
        CHECK_FALSE(find(office, office.grace, "maya").matches.front().candidate.full);
        CHECK(find(office, office.sam, "maya").matches.front().candidate.full);
    });
}

TEST_CASE("what may not be seen is neither found nor counted") {
    in_each_office([](Office& office) {
        const auto town = fill(office);
        CHECK(find(office, office.tom, "maya").count == 0);
        CHECK(find(office, office.tom, town.maya.reference.text()).count == 0);

        CHECK(find(office, office.sam, "okafor").count == 2);
        office.writing([&](db::Writer& w) {
            access::seal(w, town.maya.id.text());
            return true;
        });
        CHECK(find(office, office.sam, "okafor").count == 1);
        CHECK(find(office, office.sam, "maya").count == 0);
    });
}

TEST_CASE("the hidden take nobody's place in a list") {
    in_each_office([](Office& office) {
        office.writing([&](db::Writer& w) {
            for (std::size_t i = 0; i < most_counted + 10; ++i)
                access::seal(w, add_person(w, office.sam, {.name = {"Zara", "Hidden"}}).id.text());
            return true;
        });
        office.add({.name = {"Zara", "Seen"}});
        const auto found = find(office, office.sam, "zara");
        CHECK(found.count == 1);
        CHECK_FALSE(found.more_than_counted);
    });
}

TEST_CASE("a protected person is not found by where they live") {
    in_each_office([](Office& office) {
        const auto town = fill(office);
        office.writing([&](db::Writer& w) {
            access::protect_location(w, town.maya.id);
            return true;
        });
        for (const auto* where : {"bl90ej", "bl9", "maya bl9", "01632960555", "960555"})
            CHECK(find(office, office.sam, where).count == 0);
        CHECK(told(find(office, office.sam, "maya")) == "Maya Grace Okafor-Reid");
        CHECK(told(find(office, office.sam, "07700900123")) == "Maya Grace Okafor-Reid (telephone number)");

        office.writing([&](db::Writer& w) {
            access::list_for_location(w, town.maya.id, office.sam.posting, office.now() + days_ms);
            return true;
        });
        CHECK(find(office, office.sam, "bl90ej").count == 1);
    });
}

TEST_CASE("long lists come in pages, best first") {
    in_each_office([](Office& office) {
        office.writing([&](db::Writer& w) {
            for (int i = 0; i < 30; ++i)
                add_person(w, office.sam, {.name = {"Smitha", fmt::format("Person{:02}", i)}});
            return true;
        });
        office.add({.name = {"Anna", "Smith"}});
        const auto first = find(office, office.sam, "smith");
        CHECK(first.count == 31);
        REQUIRE(first.matches.size() == matches_on_a_page);
        CHECK(words(first.matches.front().candidate.summary.name) == "Anna Smith");
        CHECK(find(office, office.sam, "smith", 2).matches.size() == 11);
        CHECK(find(office, office.sam, "smith", 3).matches.empty());
    });
}

TEST_CASE("whoever is added is compared with those already there") {
    in_each_office([](Office& office) {
        fill(office);
        const auto likely = [&](const access::Viewer& viewer, const NewPerson& person) {
            Found found;
            found.matches = office.reading([&](db::Reader& r) { return likely_same(r, viewer, person, office.now()); });
            return told(found);
        };
        CHECK(likely(office.sam, {.name = {"Maya", "Okafor"}, .birth = born(2017, 4, 13)}) == "");
        CHECK(likely(office.sam, {.name = {"Maya", "Okafor"}, .birth = born(2017, 3, 15)}) ==
              "Maya Grace Okafor-Reid (same name, born at about the same time)");
        CHECK(likely(office.sam, {.name = {"Okafor", "Maya"}, .birth = born(2017, 3, 14)}) ==
              "Maya Grace Okafor-Reid (same name, born at about the same time)");
        CHECK(likely(office.sam, {.name = {"Maya", "Okafor"}}) == "Maya Grace Okafor-Reid (same name)");
        CHECK(likely(office.sam, {.name = {"Someone", "Else"}, .identifiers = {{.value = "Y351201024001"}}}) ==
              "Maya Grace Okafor-Reid (same number)");
        CHECK(
            likely(office.sam,
                   {.name = {"Maia", "Reid"}, .birth = born(2017, 3, 14), .address = Address{.postcode = "BL9 0EJ"}}) ==
            "Maya Grace Okafor-Reid (born at about the same time, same postcode)");
        CHECK(likely(office.sam, {.name = {"Dana", "Okafor"}, .birth = born(1988, 1, 2)}) ==
              "Dana Novak (same name, born at about the same time)");
        CHECK(likely(office.sam, {.name = {"Nobody", "Known"}, .birth = born(2017, 3, 14)}) == "");

        CHECK(likely(office.grace, {.name = {"Maya", "Okafor"}, .birth = born(2017, 9, 9)}) ==
              "Maya Grace Okafor-Reid (same name, born in about the same year)");
        CHECK(likely(office.grace, {.name = {"Else"}, .identifiers = {{.value = "Y351201024001"}}}) == "");
        CHECK(likely(office.tom, {.name = {"Maya", "Okafor"}, .birth = born(2017, 3, 14)}) == "");
    });
}

TEST_CASE("a hidden twin changes nothing in the answer") {
    in_each_office([](Office& office) {
        const auto town = fill(office);
        const NewPerson twin{.name = {"Maya", "Okafor"}, .birth = born(2017, 3, 14)};
        office.writing([&](db::Writer& w) {
            access::seal(w, town.maya.id.text());
            return true;
        });
        office.reading([&](db::Reader& r) {
            CHECK(likely_same(r, office.sam, twin, office.now()).empty());
            return true;
        });
    });
}
