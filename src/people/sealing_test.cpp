#include "people/office_test.h"
#include "people/sealing_store.h"

using namespace kith;
using namespace kith::people;

TEST_CASE("a database is opened with the key file that it was sealed with, and no other") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine);
        const auto open = [&](char key) { return db::open(fresh.url(), {.key = std::string(32, key)}); };
        CHECK_NOTHROW(require_right_key(*open('k')));
        CHECK_NOTHROW(require_right_key(*open('k')));
        CHECK_THROWS_WITH_AS(require_right_key(*open('x')), doctest::Contains("Put the right file back"),
                             std::runtime_error);
    });
}

TEST_CASE("an address cannot be read with another key, nor put into another person's row") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine);
        Id<Person> maya;
        access::Viewer sam;
        {
            const auto database = db::open(fresh.url(), {.key = std::string(32, 'k')});
            Office office(*database);
            sam = office.sam;
            maya =
                office.add({.name = {"Maya"}, .address = Address{.lines = "12 Mill Lane", .postcode = "NB4 1AA"}}).id;
            const auto seen =
                office.reading([&](db::Reader& r) { return find_person(r, sam, maya, office.now()).value(); });
            CHECK(seen.person->addresses.front().value.reveal(seen.decision)->lines == "12 Mill Lane");
        }
        for (const std::string& key : {std::string(), std::string(32, 'x')}) {
            const auto database = db::open(fresh.url(), {.key = key});
            const auto look = [&] {
                database->reading(
                    [&](db::Reader& r) { return find_person(r, sam, maya, database->clock().now()).has_value(); });
            };
            CHECK_THROWS_WITH_AS(look(), doctest::Contains("key file"), std::runtime_error);
        }
    });
}
