#include "access/restriction.h"

#include "access/office_test.h"
#include "access/register.h"

#include <doctest/doctest.h>

namespace kith::access {

namespace {

// Dana and Maya, their family, which Sam works with and Grace manages; Tom's school asked for help for Maya.
struct Reids {
    explicit Reids(Office& o) : office(o) {
        sam = worker("Sam", office.hub, Role::early_help_worker);
        grace = worker("Grace", office.hub, Role::team_manager);
        omar = worker("Omar", office.hub, Role::triage);
        tom = worker("Tom", office.school, Role::partner);
        office.write([&](db::Writer& writer) {
            for (auto* person : {&dana, &maya, &tobi})
                *person = make<people::Person>(writer, Kind::person, office.hub);
            family = make<people::Person>(writer, Kind::family, office.hub);
            request = make<people::Person>(writer, Kind::request, office.school);
            help = make<people::Person>(writer, Kind::episode, office.hub);
            for (const auto& person : {dana, maya}) {
                add_about(writer, family.text(), person);
                add_to_case(writer, person.text(), help.text());
            }
            add_to_case(writer, family.text(), help.text());
            add_about(writer, request.text(), maya);
            add_about(writer, help.text(), maya);
            begin_involvement(writer, help.text(), sam.posting, sam.agency);
        });
    }

    Viewer worker(const std::string& name, Id<agencies::Agency> agency, Role role) {
        const auto user = office.user(name);
        const auto posting = office.posting(user, agency, role);
        return office.database->reading(
            [&](db::Reader& reader) { return viewer_in(reader, posting, office.now(), "test").value(); });
    }

    template <typename T>
    Id<T> make(db::Writer& writer, Kind kind, Id<agencies::Agency> owner) {
        const auto id = Id<T>::make(writer.now(), writer.random());
        register_resource(writer, {.kind = kind, .id = id.text(), .owner = owner});
        return id;
    }

    Restriction protect(const std::vector<Viewer>& names) {
        return office
            .write([&](db::Writer& writer) {
                restrict_to_names(writer, family.text(), {dana, maya});
                auto made = find_restriction(writer, family.text()).value();
                for (const auto& each : names)
                    name_for(writer, made, each.posting, each.agency);
                return Result<Restriction>(made);
            })
            .value();
    }

    Effect sees(const Viewer& viewer, Action action, Id<people::Person> resource) {
        return office.database->reading([&](db::Reader& reader) {
            return decide_about(reader, viewer, action, resource.text(), office.now()).effect;
        });
    }

    Office& office;
    Viewer sam, grace, omar, tom;
    Id<people::Person> dana, maya, tobi, family, request, help; // ids of any kind, as text
};

} // namespace

TEST_CASE("a protected family, its people, its help and decided requests are hidden from who is not named") {
    in_each_office([](Office& office) {
        Reids reids(office);
        CHECK(reids.sees(reids.omar, Action::read_family, reids.family) == Effect::index);
        CHECK(reids.sees(reids.tom, Action::read_request, reids.request) == Effect::content);
        CHECK(reids.sees(reids.grace, Action::read_episode, reids.help) == Effect::content);

        const auto made = reids.protect({reids.sam});
        for (const auto* viewer : {&reids.omar, &reids.grace, &reids.tom}) {
            CHECK(reids.sees(*viewer, Action::read_family, reids.family) == Effect::hidden);
            CHECK(reids.sees(*viewer, Action::read_person, reids.maya) == Effect::hidden);
            CHECK(reids.sees(*viewer, Action::read_episode, reids.help) == Effect::hidden);
            CHECK(reids.sees(*viewer, Action::read_request, reids.request) == Effect::hidden);
        }
        CHECK(reids.sees(reids.sam, Action::write_family, reids.family) == Effect::content);
        CHECK(reids.sees(reids.sam, Action::read_episode, reids.help) == Effect::content);

        office.write([&](db::Writer& writer) { name_for(writer, made, reids.grace.posting, reids.grace.agency); });
        CHECK(reids.sees(reids.grace, Action::read_episode, reids.help) == Effect::content);
        office.write([&](db::Writer& writer) { unname_for(writer, made, reids.grace.posting, reids.grace.agency); });
        CHECK(reids.sees(reids.grace, Action::read_family, reids.family) == Effect::hidden);

        office.write([&](db::Writer& writer) { lift_restriction(writer, made); });
        CHECK(reids.sees(reids.omar, Action::read_family, reids.family) == Effect::index);
        CHECK(reids.sees(reids.tom, Action::read_request, reids.request) == Effect::content);
        CHECK(reids.sees(reids.tom, Action::read_family, reids.family) == Effect::hidden);
    });
}

TEST_CASE("who joins a protected family, and what comes to be about it, is kept with it in the same transaction") {
    in_each_office([](Office& office) {
        Reids reids(office);
        reids.protect({reids.sam});
        CHECK(reids.sees(reids.omar, Action::read_person, reids.tobi) == Effect::index);
        Id<people::Person> later, more_help;
        office.write([&](db::Writer& writer) {
            add_about(writer, reids.family.text(), reids.tobi);
            join_cases_of(writer, reids.tobi.text(), reids.family.text());
            later = reids.make<people::Person>(writer, Kind::request, office.school);
            in_front_door_until(writer, later.text(), far_future);
            add_about(writer, later.text(), reids.tobi);
            more_help = reids.make<people::Person>(writer, Kind::episode, office.hub);
            add_to_case(writer, reids.family.text(), more_help.text());
        });
        CHECK(reids.sees(reids.omar, Action::read_person, reids.tobi) == Effect::hidden);
        CHECK(reids.sees(reids.sam, Action::read_person, reids.tobi) == Effect::content);
        CHECK(reids.sees(reids.omar, Action::read_episode, more_help) == Effect::hidden);

        // It waits at the front door until somebody decides it; then it is kept too.
        CHECK(reids.sees(reids.omar, Action::triage_request, later) == Effect::content);
        office.write([&](db::Writer& writer) { in_front_door_until(writer, later.text(), office.now() + days_ms); });
        CHECK(reids.sees(reids.omar, Action::read_request, later) == Effect::hidden);
        CHECK(reids.sees(reids.tom, Action::read_request, later) == Effect::hidden);
    });
}

TEST_CASE("what one restriction keeps is not opened by another, and comes to it when the first ends") {
    in_each_office([](Office& office) {
        Reids reids(office);
        const auto first = reids.protect({reids.sam});
        Id<people::Person> fathers;
        office.write([&](db::Writer& writer) {
            fathers = reids.make<people::Person>(writer, Kind::family, office.hub);
            add_about(writer, fathers.text(), reids.maya);
            restrict_to_names(writer, fathers.text(), {reids.maya});
            const auto second = find_restriction(writer, fathers.text()).value();
            name_for(writer, second, reids.grace.posting, reids.grace.agency);
        });
        CHECK(reids.sees(reids.grace, Action::read_family, fathers) == Effect::content);
        CHECK(reids.sees(reids.grace, Action::read_person, reids.maya) == Effect::hidden);
        CHECK(reids.sees(reids.sam, Action::read_person, reids.maya) == Effect::content);

        office.write([&](db::Writer& writer) { lift_restriction(writer, first); });
        CHECK(reids.sees(reids.grace, Action::read_person, reids.maya) == Effect::content);
        CHECK(reids.sees(reids.sam, Action::read_person, reids.maya) == Effect::hidden);
        CHECK(reids.sees(reids.omar, Action::read_person, reids.maya) == Effect::hidden);
        CHECK(reids.sees(reids.omar, Action::read_person, reids.dana) == Effect::index);
    });
}

TEST_CASE("a restriction has no manager when none who is named acts any more") {
    in_each_office([](Office& office) {
        Reids reids(office);
        const auto without = [&](Instant at, Id<Posting> naming = {}) {
            return office.database->reading(
                [&](db::Reader& reader) { return restrictions_without_manager(reader, at, naming); });
        };
        CHECK(without(office.now()) == 0);
        const auto made = reids.protect({reids.sam, reids.grace});
        CHECK(without(office.now()) == 0);
        CHECK(without(office.now() + 400 * days_ms) == 1);

        office.write([&](db::Writer& writer) { end_posting(writer, office.administrator, reids.grace.posting); });
        CHECK(without(office.now()) == 1);
        CHECK(without(office.now(), reids.grace.posting) == 1);
        CHECK(without(office.now(), reids.omar.posting) == 0);

        const auto henry = reids.worker("Henry", office.hub, Role::team_manager);
        CHECK(without(office.now()) == 1); // he could, and is not named
        office.write([&](db::Writer& writer) { name_for(writer, made, henry.posting, henry.agency); });
        CHECK(without(office.now()) == 0);
        office.write([&](db::Writer& writer) { unname_for(writer, made, henry.posting, henry.agency); });
        CHECK(without(office.now()) == 1);
        office.write([&](db::Writer& writer) { lift_restriction(writer, made); });
        CHECK(without(office.now()) == 0);
    });
}

TEST_CASE("a record that is restricted otherwise is left as it is") {
    in_each_office([](Office& office) {
        Reids reids(office);
        office.write([&](db::Writer& writer) { set_level(writer, reids.dana.text(), Level::restricted); });
        const auto made = reids.protect({reids.sam});
        CHECK(reids.sees(reids.sam, Action::read_person, reids.dana) == Effect::hidden);
        office.write([&](db::Writer& writer) { lift_restriction(writer, made); });
        CHECK(reids.sees(reids.sam, Action::read_person, reids.dana) == Effect::hidden);
    });
}

} // namespace kith::access
