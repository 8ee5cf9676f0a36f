#include "access/users.h"
#include "db/database.h"
#include "mail/outbox.h"
#include "mail/sender.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

namespace kith::requests {

namespace {

class RelayWithoutMailboxes final : public mail::Relay {
public:
    mail::Delivered deliver(const std::string&, const std::string&, const std::string& message) override {
        messages.push_back(message);
        if (takes) return {.accepted = true};
        return {.for_good = true, .error = "550 no such mailbox"};
    }

    bool takes = false;
    std::vector<std::string> messages;
};

} // namespace

TEST_CASE("a letter about a decision names nobody, and one that cannot be delivered is seen and tried again") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        decide(town, "priya", request, {{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}});

        CHECK(town.get("alan", "/admin/mail").says("1 email waits to be sent"));
        CHECK_FALSE(town.get("alan", "/admin/mail").says("Every email went out"));
        RelayWithoutMailboxes relay;
        mail::Sender sender(town.database(), relay,
                            {"early-help@council.example", "Early Help", "https://kith.council.example"});
        CHECK(sender.send_due() == 0);
        REQUIRE(relay.messages.size() == 1);
        const auto& text = relay.messages.front();
        CHECK(text.find("To: <tom.bell@demo.example>") != std::string::npos);
        CHECK(text.find("https://kith.council.example" + request) != std::string::npos);
        for (const auto* word : {"Maya", "Okafor", "Tom Bell", "Breakfast", "Advice", "Priya"})
            CHECK(text.find(word) == std::string::npos);

        const auto page = town.get("alan", "/admin/mail");
        CHECK(page.says("550 no such mailbox"));
        CHECK(page.says("Given up"));
        CHECK(town.get("priya", "/admin/mail").status() == 403);
        relay.takes = true;
        CHECK(town.fill_in("alan", page, "/admin/mail", {}).status() == 303);
        CHECK(sender.send_due() == 1);
        CHECK(town.get("alan", "/admin/mail").says("Every email went out"));
    });
}

namespace {

// To whom letters wait, by address.
std::vector<std::string> written_to(Town& town) {
    return town.reading([](db::Reader& reader) {
        constexpr db::Sql recipients = "select recipient from mail_outbox order by recipient";
        return reader.all(recipients, {}, [](const db::Row& row) { return row.text("recipient"); });
    });
}

void leave(Town& town, std::string_view who) {
    const auto posting = town.viewer(who).posting;
    town.writing([&](db::Writer& writer) {
        access::end_posting(writer, town.viewer("alan").actor(), posting);
        return true;
    });
}

using Letters = std::vector<std::string>;

} // namespace

TEST_CASE("nobody who has left is written to: their colleagues in the same role are") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        leave(town, "tom");
        decide(town, "priya", request, {{"decision", "ASK"}, {"question-ASK", "Who is at home?"}});
        CHECK(written_to(town) == Letters{"helen.marsh@demo.example"});

        // The answer goes to whoever asked, and when they have left to the front door's others.
        leave(town, "priya");
        town.fill_in("helen", town.get("helen", request), request + "/answers", {{"answer", "Dana"}});
        CHECK(written_to(town) == Letters{"helen.marsh@demo.example", "omar.haddad@demo.example"});

        // An account that has ended is nobody's address, though its posting is in date.
        const auto helen = town.viewer("helen").user;
        town.writing([&](db::Writer& writer) {
            constexpr db::Sql gone = "update users set ended_at = :now where id = :user";
            return writer.run(gone, {{"now", writer.now()}, {"user", helen}}) == 1;
        });
        decide(town, "omar", request, {{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}});
        CHECK(written_to(town).size() == 2);
    });
}

TEST_CASE("whoever has moved to another posting of the agency is written to, and not the whole agency") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto tom = town.viewer("tom");
        leave(town, "tom");
        town.writing([&](db::Writer& writer) {
            access::add_posting(writer, {},
                                {.user = tom.user,
                                 .agency = tom.agency,
                                 .role = access::Role::partner,
                                 .from = writer.now(),
                                 .to = writer.now() + 300 * days_ms})
                .value();
            return true;
        });
        decide(town, "priya", request, {{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}});
        CHECK(written_to(town) == Letters{"tom.bell@demo.example"});
    });
}

TEST_CASE("a large agency is not written to as a whole") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "shazia");
        const auto agency = town.viewer("shazia").agency;
        for (int i = 0; i < 12; ++i)
            town.add_worker(fmt::format("visitor{}", i), fmt::format("Visitor {}", i), agency, access::Role::partner);
        leave(town, "shazia");
        decide(town, "priya", request, {{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}});
        CHECK(written_to(town).size() == 10);
    });
}

TEST_CASE("whoever asked is written to when social care has answered, each time") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        decide(town, "priya", request, {{"decision", "STEP_UP"}, {"reason", "It cannot wait"}});
        const Letters once{"tom.bell@demo.example"};
        const Letters twice{"tom.bell@demo.example", "tom.bell@demo.example"};
        CHECK(written_to(town) == once);
        const auto page = town.get("priya", request + "/step-up");
        town.fill_in("priya", page, request + "/step-up", {{"outcome", "accepted"}, {"accepted_by", "Duty team"}});
        CHECK(written_to(town) == once); // half an answer is none
        REQUIRE(town.fill_in("priya", page, request + "/step-up",
                             {{"outcome", "accepted"}, {"accepted_by", "Duty team"}, {"accepted_reference", "SC-1"}})
                    .status() == 303);
        CHECK(written_to(town) == twice);
    });
}

TEST_CASE("whoever has taken a request is written to when something is added, and nobody where nobody has") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto add = [&](const char* words) {
            return town.fill_in("tom", town.get("tom", request), request + "/additions", {{"words", words}}).status();
        };
        REQUIRE(add("Her gran has moved in") == 303);
        CHECK(written_to(town).empty());
        REQUIRE(town.fill_in("priya", town.get("priya", request), request + "/taker", {{"verb", "take"}}).status() ==
                303);
        REQUIRE(add("And her cousin") == 303);
        CHECK(written_to(town) == Letters{"priya.nair@demo.example"});
    });
}

} // namespace kith::requests
