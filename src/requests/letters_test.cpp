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

        CHECK(town.get("alan", "/admin/mail").says("1 letter waits to be sent"));
        CHECK_FALSE(town.get("alan", "/admin/mail").says("Every letter went out"));
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
        CHECK(town.get("alan", "/admin/mail").says("Every letter went out"));
    });
}

} // namespace kith::requests
