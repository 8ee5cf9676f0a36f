#include "mail/sender.h"

#include "db/database.h"
#include "tests/databases.h"

#include <doctest/doctest.h>

namespace kith::mail {

namespace {

const Letterhead council{"early-help@council.example", "Early Help", "https://kith.council.example"};
constexpr std::string_view tom = "t.bell@school.example";

// Answers as it is told to, and remembers what it was given.
class ScriptedRelay final : public Relay {
public:
    Delivered deliver(const std::string&, const std::string& to, const std::string& message) override {
        if (!answer.accepted) return answer;
        given.push_back(to + "\n" + message);
        if (after) after();
        return answer;
    }

    Delivered answer{.accepted = true};
    std::vector<std::string> given;
    std::function<void()> after;
};

Reference about() {
    SystemRandom random;
    return Reference::make(random);
}

void post_one(db::Database& database) {
    database.write([](db::Writer& writer) { post(writer, tom, Template::request_message, about()); });
}

std::vector<Letter> in_trouble(db::Database& database) {
    return database.reading([](db::Reader& reader) { return troubled_letters(reader, 10); });
}

// Lets the time of the next try come.
void time_passes(db::Database& database) {
    database.write([](db::Writer& writer) {
        constexpr db::Sql make_due = "update mail_outbox set next_try_at = 0 where delivery = 'waiting'";
        writer.run(make_due, {});
    });
}

} // namespace

TEST_CASE("a letter is sent once") {
    on_each_database([](db::Database& database) {
        ScriptedRelay relay;
        Sender sender(database, relay, council);
        post_one(database);
        CHECK(sender.send_due() == 1);
        time_passes(database);
        CHECK(sender.send_due() == 0);
        REQUIRE(relay.given.size() == 1);
        CHECK(relay.given.front().starts_with(tom));
        CHECK(in_trouble(database).empty());
    });
}

TEST_CASE("a letter is there only if what it tells was saved") {
    on_each_database([](db::Database& database) {
        ScriptedRelay relay;
        Sender sender(database, relay, council);
        CHECK_THROWS(database.write([](db::Writer& writer) {
            post(writer, tom, Template::request_message, about());
            throw std::runtime_error("the decision could not be saved");
        }));
        CHECK(sender.send_due() == 0);
    });
}

TEST_CASE("a letter waits while the relay is away, is seen by administrators, and goes out later") {
    on_each_database([](db::Database& database) {
        ScriptedRelay relay;
        relay.answer = {.error = "could not connect"};
        Sender sender(database, relay, council);
        post_one(database);
        CHECK(sender.send_due() == 0);
        CHECK(sender.send_due() == 0); // not yet: the wait has begun
        REQUIRE(in_trouble(database).size() == 1);
        CHECK(in_trouble(database).front().tries == 1);
        CHECK(in_trouble(database).front().last_error == "could not connect");
        CHECK(in_trouble(database).front().delivery == Delivery::waiting);

        relay.answer = {.accepted = true};
        time_passes(database);
        CHECK(sender.send_due() == 1);
        CHECK(in_trouble(database).empty());
    });
}

TEST_CASE("a letter refused for good is given up at once, and an administrator can try again") {
    on_each_database([](db::Database& database) {
        ScriptedRelay relay;
        relay.answer = {.for_good = true, .error = "550 no such mailbox"};
        Sender sender(database, relay, council);
        post_one(database);
        CHECK(sender.send_due() == 0);
        REQUIRE(in_trouble(database).size() == 1);
        const auto letter = in_trouble(database).front();
        CHECK(letter.delivery == Delivery::failed);
        CHECK(database.reading([](db::Reader& reader) { return failed_letters(reader); }) == 1);

        relay.answer = {.accepted = true};
        time_passes(database);
        CHECK(sender.send_due() == 0);
        CHECK(database.writing([&](db::Writer& writer) { return try_again(writer, *letter.reference); }));
        CHECK(sender.send_due() == 1);
        CHECK_FALSE(database.writing([&](db::Writer& writer) { return try_again(writer, *letter.reference); }));
    });
}

TEST_CASE("a letter is given up after many tries") {
    on_each_database([](db::Database& database) {
        ScriptedRelay relay;
        relay.answer = {.error = "421 try later"};
        Sender sender(database, relay, council);
        post_one(database);
        for (int tries = 1; tries <= most_tries; ++tries) {
            time_passes(database);
            CHECK(sender.send_due() == 0);
        }
        REQUIRE(in_trouble(database).size() == 1);
        CHECK(in_trouble(database).front().delivery == Delivery::failed);
    });
}

TEST_CASE("a letter that another node is sending is left to it") {
    on_each_database([](db::Database& database) {
        ScriptedRelay relay;
        Sender sender(database, relay, council);
        post_one(database);
        CHECK(database.writing([](db::Writer& writer) { return take_due(writer, minutes_ms); }));
        CHECK(sender.send_due() == 0);
    });
}

TEST_CASE("what the relay took is not sent again when writing it down failed at first") {
    on_each_database([](db::Database& database) {
        ScriptedRelay relay;
        Sender sender(database, relay, council);
        post_one(database);
        const auto rename = [&](bool away) {
            database.write([&](db::Writer& writer) {
                constexpr db::Sql hide = "alter table mail_outbox rename to mail_away";
                constexpr db::Sql show = "alter table mail_away rename to mail_outbox";
                writer.run(away ? hide : show, {});
            });
        };
        relay.after = [&] { rename(true); };
        CHECK_THROWS_AS(sender.send_due(), db::Fault);
        CHECK(relay.given.size() == 1);

        rename(false);
        relay.after = nullptr;
        time_passes(database);
        CHECK(sender.send_due() == 0);
        CHECK(relay.given.size() == 1);
    });
}

TEST_CASE("the sender's thread stops at once") {
    on_each_database([](db::Database& database) {
        ScriptedRelay relay;
        Sender sender(database, relay, council);
        sender.start();
        sender.stop();
        CHECK(relay.given.empty());
    });
}

} // namespace kith::mail
