// Letters that did not go out are in plain sight of whoever runs Kith, and can be tried again.

#include "mail/outbox.h"
#include "mail/sender.h"
#include "tests/town.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

struct Refusing final : mail::Relay {
    mail::Delivered deliver(const std::string&, const std::string&, const std::string&) override {
        return {.for_good = true, .error = "550 no such mailbox"};
    }
};

void fail_one_letter(Town& town) {
    town.writing([](db::Writer& writer) {
        mail::post(writer, "t.bell@school.example", mail::Template::request_message, Reference::make(writer.random()));
        return true;
    });
    Refusing relay;
    mail::Sender sender(town.database(), relay, {"kith@council.example", "Early Help", "https://kith.council.example"});
    sender.send_due();
}

} // namespace

TEST_CASE("an administrator sees which letters failed and why, and tries one again") {
    on_each_town([](Town& town) {
        CHECK(town.get("alan", "/admin/mail").says("Every email went out"));
        fail_one_letter(town);
        const auto page = town.get("alan", "/admin/mail");
        CHECK(page.says("t.bell@school.example"));
        CHECK(page.says("550 no such mailbox"));
        CHECK(page.says("Given up"));

        const auto again = town.fill_in("alan", page, "/admin/mail", {});
        CHECK(again.location() == "/admin/mail");
        CHECK_FALSE(town.get("alan", "/admin/mail").says("Given up"));

        const auto twice = town.post("alan", "/admin/mail", {{"letter", page.field("letter").value()}});
        CHECK(twice.status() == 422);
        CHECK(twice.says("This email is under way already"));
    });
}

TEST_CASE("where no relay is set an administrator is told why emails wait, and that none is given up") {
    on_each_town([](Town& town) {
        town.writing([](db::Writer& writer) {
            mail::post(writer, "t.bell@school.example", mail::Template::request_message,
                       Reference::make(writer.random()));
            return true;
        });
        const auto with_a_relay = town.get("alan", "/admin/mail");
        CHECK(with_a_relay.says("1 email waits to be sent"));
        CHECK(with_a_relay.says("given up after about three days"));
        CHECK_FALSE(with_a_relay.says("No mail relay is set"));

        town.take_away_the_mail_relay();
        const auto without = town.get("alan", "/admin/mail");
        CHECK(without.says("No mail relay is set here, so no email is sent"));
        CHECK(without.says("1 email waits for a mail relay, the oldest since"));
        CHECK_FALSE(without.says("three days"));
    });
}

TEST_CASE("nobody but who runs Kith sees whom letters were written to") {
    on_each_town([](Town& town) {
        for (const auto* who : {"priya", "tom", "ruth"})
            CHECK(town.get(who, "/admin/mail").status() == 403);
    });
}
