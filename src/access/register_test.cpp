// What capabilities tell access, and what follows at once.

#include "access/register.h"

#include "access/guarded.h"
#include "access/office_test.h"
#include "access/same_persons.h"

#include <doctest/doctest.h>

namespace kith::access {

namespace {

// A family of three, an episode, Sam of the hub and Tom of the school.
struct Street {
    explicit Street(Office& street_office) : office(street_office) {
        sam = office.posting(office.user("sam"), office.hub, Role::early_help_worker);
        tom = office.posting(office.user("tom"), office.school, Role::partner);
        office.write([&](db::Writer& writer) {
            for (auto* person : {&maya, &tobi, &ezra}) {
                *person = Id<people::Person>::make(writer.now(), writer.random());
                register_resource(writer, {.kind = Kind::person, .id = person->text(), .owner = office.hub});
            }
            family = add(writer, Kind::family);
            episode = add(writer, Kind::episode);
            add_about(writer, family, maya);
            add_about(writer, family, tobi);
            add_about(writer, episode, maya);
            for (const std::string_view member : {maya.text(), std::string_view(family)})
                add_to_case(writer, member, episode);
        });
    }

    std::string add(db::Writer& writer, Kind kind) const {
        const std::string id(Id<ResourceFacts>::make(writer.now(), writer.random()).text());
        register_resource(writer, {.kind = kind, .id = id, .owner = office.hub});
        return id;
    }

    Decision sees(Id<Posting> posting, Action action, std::string_view resource) const {
        return office.database->reading([&](db::Reader& reader) {
            const auto viewer = viewer_in(reader, posting, office.now(), "test");
            return decide_about(reader, viewer.value_or(Viewer{}), action, resource, office.now());
        });
    }

    Office& office;
    Id<Posting> sam;
    Id<Posting> tom;
    Id<people::Person> maya;
    Id<people::Person> tobi;
    Id<people::Person> ezra;
    std::string family;
    std::string episode;
};

void in_each_street(const std::function<void(Street&)>& test) {
    in_each_office([&](Office& office) {
        Street street(office);
        test(street);
    });
}

} // namespace

TEST_CASE("involvement opens what belongs to the case, and its end closes it") {
    in_each_street([](Street& street) {
        const auto family = [&] { return street.sees(street.sam, Action::read_family, street.family).effect; };
        CHECK(family() == Effect::index);
        for (int i = 0; i < 2; ++i) // told twice is told once
            street.office.write(
                [&](db::Writer& writer) { begin_involvement(writer, street.episode, street.sam, street.office.hub); });
        CHECK(family() == Effect::content);
        CHECK(street.sees(street.sam, Action::read_episode, street.episode).effect == Effect::content);
        CHECK(street.sees(street.sam, Action::read_person, street.tobi.text()).effect == Effect::index);
        CHECK(street.sees(street.tom, Action::read_family, street.family).effect == Effect::hidden);
        street.office.write(
            [&](db::Writer& writer) { end_involvement(writer, street.episode, street.sam, street.office.hub); });
        CHECK(family() == Effect::index);
    });
}

TEST_CASE("a sharing scope opens to the agency, and withdrawal takes effect at once") {
    in_each_street([](Street& street) {
        const auto family = [&] { return street.sees(street.tom, Action::read_family, street.family).effect; };
        CHECK(family() == Effect::hidden);
        street.office.write(
            [&](db::Writer& writer) { open_scope(writer, street.episode, street.office.school, "ordinary"); });
        CHECK(family() == Effect::content);
        street.office.write([&](db::Writer& writer) { end_scope(writer, street.episode, street.office.school); });
        CHECK(family() == Effect::hidden);
    });
}

TEST_CASE("a block reaches everybody who shares a family, members to come too") {
    in_each_street([](Street& street) {
        const auto sam =
            street.office.database->reading([&](db::Reader& reader) { return find_posting(reader, street.sam)->user; });
        const auto sees = [&](Id<people::Person> person) {
            return street.sees(street.sam, Action::read_person, person.text()).effect != Effect::hidden;
        };
        street.office.write([&](db::Writer& writer) { bar(writer, sam, {}, street.tobi); });
        CHECK_FALSE(sees(street.tobi));
        CHECK_FALSE(sees(street.maya));
        CHECK(sees(street.ezra));
        CHECK(street.sees(street.sam, Action::read_episode, street.episode).effect == Effect::hidden);

        street.office.write([&](db::Writer& writer) { add_about(writer, street.family, street.ezra); });
        CHECK_FALSE(sees(street.ezra));
        street.office.write([&](db::Writer& writer) { remove_about(writer, street.family, street.ezra); });
        CHECK(sees(street.ezra));
        street.office.write([&](db::Writer& writer) { lift_block(writer, sam, {}, street.tobi); });
        CHECK(sees(street.tobi));
        CHECK(sees(street.maya));
    });
}

TEST_CASE("where a protected person is, only the location list is told") {
    in_each_street([](Street& street) {
        const Guarded<std::string> address{"1 Safe Street"};
        street.office.write(
            [&](db::Writer& writer) { begin_involvement(writer, street.episode, street.sam, street.office.hub); });
        const auto shown = [&] {
            const auto* text = address.reveal(street.sees(street.sam, Action::read_person, street.maya.text()));
            return text ? *text : "not shown";
        };
        CHECK(shown() == "1 Safe Street");
        street.office.write([&](db::Writer& writer) { protect_location(writer, street.tobi); });
        CHECK(shown() == "not shown"); // Maya lives where Tobi does
        street.office.write([&](db::Writer& writer) {
            list_for_location(writer, street.tobi, street.sam, street.office.now() + days_ms);
        });
        CHECK(shown() == "1 Safe Street");
        street.office.clock.move(days_ms);
        CHECK(shown() == "not shown");
    });
}

TEST_CASE("what is withheld, private or restricted is so at once, and until it is lifted") {
    in_each_street([](Street& street) {
        const auto write = [&](const std::function<void(db::Writer&)>& change) {
            street.office.database->write(change);
        };
        const auto sees = [&](Id<Posting> posting) {
            return street.sees(posting, Action::read_family, street.family).effect;
        };
        const auto school = street.office.school;
        write([&](db::Writer& w) { begin_involvement(w, street.episode, street.tom, school); });
        CHECK(sees(street.tom) == Effect::content);
        write([&](db::Writer& w) { withhold(w, street.episode, school, "ordinary"); });
        write([&](db::Writer& w) { withhold(w, street.episode, school, "ordinary"); });
        CHECK(sees(street.tom) == Effect::hidden);
        write([&](db::Writer& w) { open_scope(w, street.episode, school, "ordinary"); });
        CHECK(sees(street.tom) == Effect::hidden);
        write([&](db::Writer& w) { lift_withholding(w, street.episode, school, "ordinary"); });
        CHECK(sees(street.tom) == Effect::content);

        write([&](db::Writer& w) {
            set_level(w, street.family, Level::restricted);
            begin_involvement(w, street.episode, street.sam, street.office.hub);
            list_by_name(w, street.episode, street.sam, street.office.now() + days_ms);
        });
        CHECK(sees(street.tom) == Effect::hidden);
        CHECK(sees(street.sam) == Effect::content);
        street.office.clock.move(days_ms);
        CHECK(sees(street.sam) == Effect::hidden);

        write([&](db::Writer& w) {
            set_level(w, street.family, Level::ordinary);
            keep_private(w, street.family);
        });
        CHECK(sees(street.sam) == Effect::content); // the family is of Sam's agency
        CHECK(sees(street.tom) == Effect::hidden);
    });
}

namespace {

std::string locality_of(Street& street, std::string_view resource) {
    constexpr db::Sql locality = "select locality from resources where id = :id";
    return street.office.database->reading([&](db::Reader& reader) {
        return reader.one(locality, {{"id", resource}}, [](const db::Row& row) { return row.text("locality"); })
            .value();
    });
}

} // namespace

TEST_CASE("no locality is kept of a record told to be a protected person's, nor of who shares a family with it") {
    in_each_street([](Street& street) {
        const auto move = [&] {
            street.office.write([&](db::Writer& w) {
                for (const std::string_view id :
                     {street.maya.text(), street.tobi.text(), street.ezra.text(), std::string_view(street.family)})
                    move_to_locality(w, id, "north");
            });
        };
        street.office.write([&](db::Writer& w) { protect_location(w, street.ezra); });
        move();
        CHECK(locality_of(street, street.maya.text()) == "north");
        CHECK(locality_of(street, street.tobi.text()) == "north");
        CHECK(locality_of(street, street.ezra.text()).empty());

        street.office.write([&](db::Writer& w) {
            say_who_is_one(w, {street.maya, street.ezra}, {{street.maya, street.ezra}});
        });
        for (int twice = 0; twice < 2; ++twice) {
            for (const std::string_view id :
                 {street.maya.text(), street.tobi.text(), street.ezra.text(), std::string_view(street.family)})
                CHECK(locality_of(street, id).empty());
            move();
        }

        // Nobody uncovers the brother by saying that she never was of the family.
        street.office.write([&](db::Writer& w) { leave_family(w, street.family, street.maya); });
        move();
        CHECK(locality_of(street, street.tobi.text()).empty());

        street.office.write([&](db::Writer& w) { say_who_is_one(w, {street.maya, street.ezra}, {}); });
        CHECK(locality_of(street, street.maya.text()).empty());
        move();
        CHECK(locality_of(street, street.maya.text()) == "north");
        CHECK(locality_of(street, street.tobi.text()) == "north");
    });
}

TEST_CASE("what is not there is hidden like what may not be seen") {
    in_each_street([](Street& street) {
        const auto hidden = street.sees(street.tom, Action::read_family, street.family);
        const auto absent = street.sees(street.tom, Action::read_family, "00000000-0000-7000-8000-000000000000");
        CHECK(hidden.effect == absent.effect);
        CHECK(hidden.reason == absent.reason);
    });
}

TEST_CASE("what was never registered, or is already, is refused") {
    in_each_street([](Street& street) {
        const auto write = [&](const std::function<void(db::Writer&)>& change) {
            street.office.database->write(change);
        };
        constexpr std::string_view nothing = "00000000-0000-7000-8000-000000000000";
        CHECK_THROWS_AS(write([&](db::Writer& w) { seal(w, nothing); }), db::Fault);
        CHECK_THROWS_AS(write([&](db::Writer& w) { set_level(w, nothing, Level::restricted); }), db::Fault);
        CHECK_THROWS_AS(write([&](db::Writer& w) { move_to_locality(w, nothing, "north"); }), db::Fault);
        CHECK_THROWS_AS(write([&](db::Writer& w) { set_discoverable(w, nothing, false); }), db::Fault);
        CHECK_THROWS_AS(write([&](db::Writer& w) { in_front_door_until(w, nothing, far_future); }), db::Fault);
        CHECK_THROWS_AS(write([&](db::Writer& w) { add_about(w, nothing, street.maya); }), db::Fault);
        CHECK_THROWS_AS(write([&](db::Writer& w) {
                            register_resource(w,
                                              {.kind = Kind::family, .id = street.family, .owner = street.office.hub});
                        }),
                        db::Fault);
        CHECK_THROWS_AS(
            write([&](db::Writer& w) { register_resource(w, {.kind = Kind::family, .id = nothing, .owner = {}}); }),
            db::Fault);
    });
}

} // namespace kith::access
