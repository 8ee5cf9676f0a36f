#include "db/things_test.h"

#include <future>
#include <latch>

namespace kith::db {

namespace {

constexpr Sql add_child = R"sql(
    insert into things (id, words, parent_id)
    values (:words, :words, :parent)
)sql";

constexpr Sql number_of = R"sql(
    select number
      from things
     where words = :words
)sql";

constexpr Sql set_number = R"sql(
    update things
       set number = :number
     where words = :words
)sql";

// Keeps the writing thread busy while changes queue up, so that they are sure to come in one group.
class Group {
public:
    explicit Group(Database& database) : database_(database) {
        std::latch begun(1);
        add([&](Writer&) {
            begun.count_down();
            gate_.wait();
        });
        begun.wait();
    }

    void add(Change change) {
        const auto outcome = std::make_shared<std::promise<void>>();
        outcomes_.push_back(outcome->get_future());
        database_.write_soon(std::move(change), [outcome](const std::exception_ptr& failure) {
            if (failure) return outcome->set_exception(failure);
            outcome->set_value();
        });
    }

    // Whether each was kept, in the order in which they were added.
    std::vector<bool> run() {
        gate_.count_down();
        std::vector<bool> kept;
        for (auto& outcome : outcomes_)
            kept.push_back(was_kept(outcome));
        kept.erase(kept.begin());
        return kept;
    }

private:
    static bool was_kept(std::future<void>& outcome) {
        try {
            outcome.get();
            return true;
        } catch (const std::exception&) {
            return false;
        }
    }

    Database& database_;
    std::latch gate_{1};
    std::vector<std::future<void>> outcomes_;
};

class FixedClock final : public Clock {
public:
    Instant now() override { return at; }

    Instant at{1'790'000'000'000};
};

} // namespace

TEST_CASE("a change that throws is undone alone") {
    on_things([](Things& things) {
        Group group(things.database());
        group.add([](Writer& writer) { add(writer, "first"); });
        group.add([](Writer& writer) {
            add(writer, "lost");
            throw std::runtime_error("changed its mind");
        });
        group.add([](Writer& writer) { add(writer, "first"); }); // taken already
        group.add([](Writer& writer) { add(writer, "last"); });

        CHECK(group.run() == std::vector<bool>{true, false, false, true});
        CHECK(count(things.database()) == 2);
        CHECK(has(things.database(), "first"));
        CHECK(has(things.database(), "last"));
    });
}

TEST_CASE("a change that the commit would refuse fails alone") {
    on_things([](Things& things) {
        Group group(things.database());
        group.add([](Writer& writer) { add(writer, "first"); });
        group.add([](Writer& writer) { writer.run(add_child, {{"words", "orphan"}, {"parent", "nobody"}}); });
        group.add([](Writer& writer) { add(writer, "last"); });

        CHECK(group.run() == std::vector<bool>{true, false, true});
        CHECK(count(things.database()) == 2);
    });
}

TEST_CASE("a change that hides every failure takes no other change with it") {
    on_things([](Things& things) {
        add(things.database(), "taken");
        const auto deaf = [](Writer& writer) {
            try {
                writer.one(number_of, {{"words", "taken"}}, [](const Row&) { return true; });
                add(writer, "deaf");
            } catch (const std::exception&) {
            }
        };
        Group group(things.database());
        group.add([](Writer& writer) { add(writer, "first"); });
        group.add([](Writer& writer) { add(writer, "taken"); }); // Fails, but nothing is asked that would tell.
        group.add(deaf);
        group.add([](Writer& writer) { add(writer, "last"); });

        CHECK(group.run() == std::vector<bool>{true, false, true, true});
        for (const char* words : {"first", "deaf", "last"})
            CHECK(has(things.database(), words));
        CHECK(count(things.database()) == 4);
    });
}

TEST_CASE("many changes of a group are all kept") {
    on_things([](Things& things) {
        Group group(things.database());
        for (int i = 0; i < 150; ++i)
            group.add([i](Writer& writer) { add(writer, std::to_string(i)); });

        const auto kept = group.run();
        CHECK(std::count(kept.begin(), kept.end(), true) == 150);
        CHECK(count(things.database()) == 150);
    });
}

TEST_CASE("what write throws is what the change threw") {
    on_things([](Things& things) {
        CHECK_THROWS_WITH_AS(things.database().write([](Writer&) { throw std::runtime_error("mine"); }), "mine",
                             std::runtime_error);
        add(things.database(), "a");
        CHECK(fault_of([&] { add(things.database(), "a"); }).kind() == Fault::Kind::constraint);
    });
}

TEST_CASE("a failed statement spoils its change even when the failure is caught") {
    on_things([](Things& things) {
        add(things.database(), "taken");
        const auto passing_over = [](Writer& writer) {
            add(writer, "mine");
            try {
                add(writer, "taken");
            } catch (const Fault&) {
            }
        };
        CHECK_THROWS_AS(things.database().write(passing_over), Fault);
        CHECK_FALSE(has(things.database(), "mine"));

        Group group(things.database());
        group.add(passing_over);
        group.add([](Writer& writer) { add(writer, "next"); });
        CHECK(group.run() == std::vector<bool>{false, true});
    });
}

TEST_CASE("a fault's text holds no value") {
    on_things([](Things& things) {
        add(things.database(), "private words");
        CHECK_FALSE(contains(fault_of([&] { add(things.database(), "private words"); }), "private"));
        const Fault fault = fault_of([&] {
            things.database().write([](Writer& writer) {
                constexpr Sql compare =
                    R"sql(select id from things where number = cast(:words as integer) / 0 + abs(-9223372036854775807 - 1))sql";
                writer.one(compare, {{"words", "private words"}}, [](const Row&) { return true; });
            });
        });
        CHECK_FALSE(contains(fault, "private"));
    });
}

TEST_CASE("run tells how many rows changed") {
    on_things([](Things& things) {
        add(things.database(), "a");
        things.database().write([](Writer& writer) {
            CHECK(writer.run(set_number, {{"number", 1}, {"words", "a"}}) == 1);
            CHECK(writer.run(set_number, {{"number", 1}, {"words", "b"}}) == 0);
        });
    });
}

TEST_CASE("how many rows changed may be asked later, or be kept beyond the change") {
    on_things([](Things& things) {
        add(things.database(), "a");
        things.database().write([](Writer& writer) {
            const auto& one = writer.run(set_number, {{"number", 1}, {"words", "a"}});
            const auto& none = writer.run(set_number, {{"number", 1}, {"words", "b"}});
            CHECK(none == 0);
            CHECK(one == 1);
        });
        const auto kept = things.database().writing([](Writer& writer) {
            return writer.run(set_number, {{"number", 2}, {"words", "a"}});
        });
        add(things.database(), "b");
        CHECK(kept == 1);
    });
}

TEST_CASE("a change cannot ask for another change and wait for itself") {
    on_things([](Things& things) {
        CHECK_THROWS_AS(things.database().write([&](Writer&) { add(things.database(), "inner"); }), std::logic_error);
        CHECK(count(things.database()) == 0);
    });
}

TEST_CASE("what a change has read still holds when it writes") {
    on_things([](Things& things) {
        add(things.database(), "counter");
        const auto count_one = [](Writer& writer) {
            const auto number = writer.one(number_of, {{"words", "counter"}},
                                           [](const Row& row) { return row.optional_integer("number").value_or(0); });
            writer.run(set_number, {{"number", *number + 1}, {"words", "counter"}});
        };
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                for (int j = 0; j < 25; ++j)
                    things.database().write(count_one);
            });
        for (auto& thread : threads)
            thread.join();
        const auto number = things.database().reading([](Reader& reader) {
            return reader.one(number_of, {{"words", "counter"}}, [](const Row& row) { return row.integer("number"); });
        });
        CHECK(number == 200);
    });
}

TEST_CASE("closing finishes what was asked for") {
    on_things([](Things& things) {
        for (int i = 0; i < 50; ++i)
            things.database().write_soon([i](Writer& writer) { add(writer, std::to_string(i)); },
                                         [](const std::exception_ptr&) {});
        things.close();
        things.open_again();
        CHECK(count(things.database()) == 50);
    });
}

TEST_CASE("a transaction's moment never runs backwards, whatever the clock does") {
    on_each_engine([](Engine engine) {
        FixedClock clock;
        Things things(engine, {.clock = &clock});
        const auto moment = [&] { return things.database().writing([](Writer& writer) { return writer.now(); }); };

        const Instant noon = clock.at;
        CHECK(moment() == noon);
        clock.at = noon - hours_ms;
        CHECK(moment() == noon);
        CHECK(things.database().clock().now() == noon);
        things.database().not_before(noon + 5);
        CHECK(moment() == noon + 5);
        clock.at = noon + hours_ms;
        CHECK(moment() == noon + hours_ms);
    });
}

} // namespace kith::db
