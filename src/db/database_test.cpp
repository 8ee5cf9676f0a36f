#include "db/things_test.h"

namespace kith::db {

namespace {

constexpr Sql add_thing = R"sql(
    insert into things (id, reference, day, at, flag, json, bytes, number, words)
    values (:id, :reference, :day, :at, :flag, :json, :bytes, :number, :words)
)sql";

constexpr Sql the_thing = R"sql(
    select id, reference, day, at, flag, json, bytes, number, words
      from things
     where id = :id
)sql";

constexpr Sql all_words = R"sql(
    select words, words as again
      from things
     order by words
)sql";

constexpr Sql with_words = R"sql(
    select words
      from things
     where words = :words
)sql";

constexpr Sql remove_all = R"sql(delete from things)sql";

std::vector<std::string> words_in(Reader& reader) {
    return reader.all(all_words, {}, [](const Row& row) { return row.text("words"); });
}

} // namespace

TEST_CASE("every type comes back as it went in") {
    on_things([](Things& things) {
        const auto id = Id<Thing>::make(Instant{1}, things.database().random());
        const auto reference = Reference::make(things.database().random());
        const std::string bytes("\0\xff\x01\0", 4);
        things.database().write([&](Writer& writer) {
            writer.run(add_thing, {{"id", id},
                                   {"reference", reference},
                                   {"day", *Day::parse("2026-12-02")},
                                   {"at", Instant{1'790'000'000'123}},
                                   {"flag", true},
                                   {"json", "{\"b\": 1,  \"a\": 2}"},
                                   {"bytes", Blob{bytes}},
                                   {"number", std::int64_t{5'000'000'000}},
                                   {"words", "Zoë Nováková 李 🙂"}});
        });

        const auto found = things.database().reading([&](Reader& reader) {
            return reader.one(the_thing, {{"id", id}}, [&](const Row& row) {
                CHECK(row.id<Thing>("id") == id);
                CHECK(row.reference("reference") == reference);
                CHECK(row.day("day").iso() == "2026-12-02");
                CHECK(row.instant("at").milliseconds == 1'790'000'000'123);
                CHECK(row.flag("flag"));
                CHECK(row.text("json") == "{\"b\": 1,  \"a\": 2}");
                CHECK(row.blob("bytes") == bytes);
                CHECK(row.integer("number") == 5'000'000'000);
                CHECK(row.text("words") == "Zoë Nováková 李 🙂");
                CHECK(row.view_text("words") == "Zoë Nováková 李 🙂");
                return true;
            });
        });
        CHECK(found);
    });
}

TEST_CASE("nothing comes back as nothing, and is not the empty text") {
    on_things([](Things& things) {
        things.database().write([&](Writer& writer) {
            writer.run(add_thing, {{"id", "a"},
                                   {"reference", std::optional<Reference>()},
                                   {"day", std::optional<Day>()},
                                   {"at", std::optional<Instant>()},
                                   {"flag", std::optional<bool>()},
                                   {"json", std::nullopt},
                                   {"bytes", Blob{""}},
                                   {"number", std::optional<std::int64_t>()},
                                   {"words", ""}});
        });
        things.database().read([&](Reader& reader) {
            reader.one(the_thing, {{"id", "a"}}, [](const Row& row) {
                CHECK_FALSE(row.optional_reference("reference"));
                CHECK_FALSE(row.optional_day("day"));
                CHECK_FALSE(row.optional_instant("at"));
                CHECK_FALSE(row.optional_flag("flag"));
                CHECK_FALSE(row.optional_text("json"));
                CHECK(row.text("json").empty());
                CHECK(row.id<Thing>("json").empty());
                CHECK(row.optional_blob("bytes") == "");
                CHECK_FALSE(row.optional_integer("number"));
                CHECK(row.optional_text("words") == "");
                return true;
            });
        });
    });
}

TEST_CASE("numbers keep 64 bits, and days and moments reach far back") {
    on_things([](Things& things) {
        using Limits = std::numeric_limits<std::int64_t>;
        for (const std::int64_t number : {Limits::min(), std::int64_t{-1}, std::int64_t{0}, Limits::max()}) {
            const std::string id = std::to_string(number);
            const Day day = *Day::parse(number < 0 ? "1800-01-01" : "2200-12-31");
            things.database().write([&](Writer& writer) {
                writer.run(add_thing, {{"id", id},
                                       {"reference", std::nullopt},
                                       {"day", day},
                                       {"at", Instant{number}},
                                       {"flag", false},
                                       {"json", std::nullopt},
                                       {"bytes", std::nullopt},
                                       {"number", number},
                                       {"words", id}});
            });
            things.database().read([&](Reader& reader) {
                reader.one(the_thing, {{"id", id}}, [&](const Row& row) {
                    CHECK(row.integer("number") == number);
                    CHECK(row.instant("at").milliseconds == number);
                    CHECK(row.day("day") == day);
                    CHECK_FALSE(row.flag("flag"));
                    CHECK_FALSE(row.optional_blob("bytes"));
                    return true;
                });
            });
        }
    });
}

TEST_CASE("a statement's parameters and the values given must match") {
    on_things([](Things& things) {
        things.database().read([](Reader& reader) {
            const auto unit = [](const Row&) { return true; };
            CHECK_THROWS_AS(reader.one(the_thing, {}, unit), Fault);
            CHECK_THROWS_AS(reader.one(the_thing, {{"id", "a"}, {"other", 1}}, unit), Fault);
            CHECK_FALSE(reader.one(the_thing, {{"id", "a"}}, unit));
        });
    });
}

TEST_CASE("text that one of the databases would cut or refuse is refused by both") {
    on_things([](Things& things) {
        for (const std::string_view text : {std::string_view("a\0b", 3), std::string_view("caf\xe9"),
                                            std::string_view("\xed\xa0\x80"), std::string_view("\xc3")}) {
            const Fault fault = fault_of([&] { add(things.database(), text); });
            CHECK(contains(fault, ":words"));
        }
        CHECK(count(things.database()) == 0);
    });
}

TEST_CASE("asking a row for what it does not have is a fault") {
    on_things([](Things& things) {
        add(things.database(), "seven");
        things.database().read([](Reader& reader) {
            reader.one(all_words, {}, [](const Row& row) {
                CHECK(contains(fault_of([&] { row.text("wrods"); }), "wrods"));
                CHECK(contains(fault_of([&] { row.integer("words"); }), "number"));
                CHECK(contains(fault_of([&] { row.day("words"); }), "not a day"));
                CHECK(contains(fault_of([&] { row.reference("words"); }), "not a reference"));
                CHECK(row.text("words") == "seven");
                return true;
            });
            constexpr Sql two_ids =
                R"sql(select a.id, b.id, a.day, 2 as two from things a join things b on a.id = b.id)sql";
            reader.one(two_ids, {}, [](const Row& row) {
                CHECK(contains(fault_of([&] { row.text("id"); }), "twice"));
                CHECK(contains(fault_of([&] { row.day("day"); }), "null"));
                CHECK(contains(fault_of([&] { row.flag("two"); }), "not a flag"));
                return true;
            });
        });
    });
}

TEST_CASE("columns may be asked in any order, and differently for each row") {
    on_things([](Things& things) {
        for (const char* words : {"a", "b", "c"})
            add(things.database(), words);
        things.database().read([](Reader& reader) {
            int row_number = 0;
            reader.all(all_words, {}, [&](const Row& row) {
                if (row_number++ % 2 == 1) CHECK_FALSE(row.text("again").empty());
                CHECK(row.text("words") == row.text("again"));
                return true;
            });
        });
    });
}

TEST_CASE("a reading sees one state while others write") {
    on_things([](Things& things) {
        add(things.database(), "before");
        things.database().read([&](Reader& reader) {
            CHECK(words_in(reader).size() == 1);
            add(things.database(), "meanwhile");
            CHECK(words_in(reader).size() == 1);
        });
        CHECK(count(things.database()) == 2);
    });
}

TEST_CASE("a look holds whatever was written before it, and a reading the lines of looks too") {
    on_things([](Things& things) {
        Database& database = things.database();
        const auto seen = [&] {
            std::size_t words = 0;
            database.look([&](Reader& reader) { words = words_in(reader).size(); });
            return words;
        };
        for (int i = 1; i <= 50; ++i) {
            add(database, std::to_string(i));
            CHECK(seen() == static_cast<std::size_t>(2 * i - 1));
            add_soon(database, "line " + std::to_string(i));
            CHECK(seen() >= static_cast<std::size_t>(2 * i - 1));
        }
        CHECK(count(database) == 100);
    });
}

TEST_CASE("looks beside a writer hold whatever was written before they began") {
    on_things([](Things& things) {
        constexpr int changes = 200;
        std::atomic<std::size_t> written{0};
        std::atomic<int> behind{0};
        std::vector<std::thread> lookers;
        for (int i = 0; i < 3; ++i)
            lookers.emplace_back([&] {
                while (written < changes) {
                    const std::size_t before = written;
                    things.database().look([&](Reader& reader) {
                        if (words_in(reader).size() < before) ++behind;
                    });
                }
            });
        for (int i = 0; i < changes; ++i) {
            add(things.database(), std::to_string(i));
            ++written;
        }
        for (auto& looker : lookers)
            looker.join();
        CHECK(behind == 0);
    });
}

TEST_CASE("one look holds one state, also when it changes something itself") {
    on_things([](Things& things) {
        things.database().look([&](Reader& reader) {
            CHECK(words_in(reader).empty());
            add(things.database(), "meanwhile");
            CHECK(words_in(reader).empty());
        });
        things.database().look([&](Reader& reader) { CHECK(words_in(reader).size() == 1); });
    });
}

TEST_CASE("a question may be asked while the rows of another, or of itself, are read") {
    on_things([](Things& things) {
        for (const char* words : {"a", "b", "c"})
            add(things.database(), words);
        const auto all_pairs = [](Reader& reader) {
            std::size_t pairs = 0;
            reader.all(all_words, {}, [&](const Row& row) {
                pairs += words_in(reader).size();
                CHECK_FALSE(row.text("words").empty());
                return true;
            });
            return pairs;
        };
        CHECK(things.database().reading(all_pairs) == 9);
        CHECK(things.database().writing(all_pairs) == 9);
    });
}

TEST_CASE("questions asked together are each answered, in their order") {
    on_things([](Things& things) {
        for (const char* words : {"a", "b"})
            add(things.database(), words);
        const auto answers = [](Reader& reader) {
            std::string told;
            const auto tell = [&](const Row& row) { told += row.text("words"); };
            const auto nothing = [](const Row&) { FAIL_CHECK("nobody has these words"); };
            reader.ask({{all_words, {}, tell},
                        {with_words, {{"words", "b"}}, tell},
                        {with_words, {{"words", "c"}}, nothing},
                        {with_words, {{"words", "a"}}, [&](const Row& row) {
                             tell(row);
                             told += std::to_string(words_in(reader).size());
                         }}});
            reader.ask({});
            return told;
        };
        CHECK(things.database().reading(answers) == "abba2");
        CHECK(things.database().writing(answers) == "abba2");
    });
}

TEST_CASE("a question that fails, here because a reading may not write, leaves the connection fit") {
    on_things([](Things& things) {
        add(things.database(), "a");
        for (int i = 0; i < 3; ++i) {
            CHECK_THROWS_AS(things.database().read([](Reader& reader) {
                const auto each = [](const Row&) {};
                reader.ask({{all_words, {}, each}, {remove_all, {}, each}, {all_words, {}, each}});
            }),
                            Fault);
            CHECK(count(things.database()) == 1);
        }
    });
}

TEST_CASE("a mapper that throws leaves the connection fit for the next question") {
    on_things([](Things& things) {
        add(things.database(), "a");
        for (int i = 0; i < 3; ++i) {
            CHECK_THROWS_AS(things.database().read([](Reader& reader) {
                reader.one(all_words, {}, [](const Row&) -> bool { throw std::runtime_error("mapper"); });
            }),
                            std::runtime_error);
            CHECK(count(things.database()) == 1);
        }
    });
}

TEST_CASE("an address that names no database is refused in words") {
    CHECK(fault_of([] { open("mysql://there"); }).kind() == Fault::Kind::unreachable);
    CHECK(contains(fault_of([] { open("sqlite:/no/such/folder/kith.db"); }), "/no/such/folder"));
    CHECK(contains(fault_of([] { open("postgres://secret:word@127.0.0.1:1/kith"); }), "127.0.0.1"));
    CHECK_FALSE(contains(fault_of([] { open("postgres://secret:word@127.0.0.1:1/kith"); }), "word"));
}

} // namespace kith::db
