#include "db/things_test.h"

namespace kith::db {

namespace {

constexpr Sql end_other_sessions = R"sql(
    select pg_terminate_backend(pid, 5000) as ended
      from pg_stat_activity
     where datname = current_database()
       and pid <> pg_backend_pid()
)sql";

constexpr Sql end_this_session = R"sql(select pg_terminate_backend(pg_backend_pid()) as ended)sql";

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

void on_postgres(const std::function<void(Things&)>& test) {
    on_each_engine([&](Engine engine) {
        if (engine == Engine::sqlite) return;
        Things things(engine);
        test(things);
    });
}

// As a server that is started again: every session ends.
void cut_all(const std::string& url) {
    open(url)->read(
        [](Reader& reader) { reader.all(end_other_sessions, {}, [](const Row& row) { return row.flag("ended"); }); });
}

} // namespace

TEST_CASE("reading and writing go on after the server was started again") {
    on_postgres([](Things& things) {
        for (int i = 0; i < 3; ++i) {
            add(things.database(), "before" + std::to_string(i));
            CHECK(has(things.database(), "before" + std::to_string(i)));
            cut_all(things.url());
            CHECK(count(things.database()) == 2 * i + 1);
            cut_all(things.url());
            add(things.database(), "after" + std::to_string(i));
        }
        CHECK(count(things.database()) == 6);
    });
}

TEST_CASE("a session that is lost in a change is replaced and the change run again") {
    on_postgres([](Things& things) {
        int runs = 0;
        things.database().write([&](Writer& writer) {
            add(writer, "a");
            if (++runs == 1) writer.one(end_this_session, {}, [](const Row&) { return true; });
            add(writer, "b");
        });
        CHECK(runs == 2);
        CHECK(count(things.database()) == 2);
    });
}

TEST_CASE("questions asked together are answered once, also after the server was started again") {
    on_postgres([](Things& things) {
        add(things.database(), "a");
        cut_all(things.url());
        int answered = 0;
        things.database().read([&](Reader& reader) {
            const auto each = [&](const Row&) { ++answered; };
            reader.ask({{number_of, {{"words", "a"}}, each}, {number_of, {{"words", "a"}}, each}});
        });
        CHECK(answered == 2);
    });
}

TEST_CASE("a session that is lost in the middle of a reading is a fault, and the next reading works") {
    on_postgres([](Things& things) {
        const Fault fault = fault_of([&] {
            things.database().read([&](Reader& reader) {
                reader.exists(number_of, {{"words", "a"}});
                cut_all(things.url());
                reader.exists(number_of, {{"words", "a"}});
            });
        });
        CHECK(fault.kind() == Fault::Kind::unreachable);
        CHECK(count(things.database()) == 0);
    });
}

TEST_CASE("changes of several machines run one after another") {
    on_postgres([](Things& things) {
        add(things.database(), "counter");
        const auto count_one = [](Writer& writer) {
            const auto number = writer.one(number_of, {{"words", "counter"}},
                                           [](const Row& row) { return row.optional_integer("number").value_or(0); });
            writer.run(set_number, {{"number", *number + 1}, {"words", "counter"}});
        };
        std::vector<std::thread> machines;
        for (int i = 0; i < 3; ++i)
            machines.emplace_back([&] {
                const auto machine = open(things.url());
                for (int j = 0; j < 40; ++j)
                    machine->write(count_one);
            });
        for (auto& machine : machines)
            machine.join();
        CHECK(things.database().reading([](Reader& reader) {
            return reader.one(number_of, {{"words", "counter"}}, [](const Row& row) { return row.integer("number"); });
        }) == 120);
    });
}

TEST_CASE("the moment of a change is the server's, and the clock follows it") {
    on_postgres([](Things& things) {
        const Instant moment = things.database().writing([](Writer& writer) { return writer.now(); });
        CHECK(moment.milliseconds > 1'700'000'000'000);
        CHECK(things.database().clock().now() >= moment);
    });
}

namespace {

constexpr Sql fail_to_serialise = R"sql(do $body$ begin raise exception 'x' using errcode = '40001'; end $body$)sql";
constexpr Sql run_out_of_disk = R"sql(do $body$ begin raise exception 'x' using errcode = '53100'; end $body$)sql";
constexpr Sql take_too_long = R"sql(do $body$ begin raise exception 'x' using errcode = '57014'; end $body$)sql";

} // namespace

TEST_CASE("a change that the server asks to run again is run again, but not for ever") {
    on_postgres([](Things& things) {
        int runs = 0;
        things.database().write([&](Writer& writer) {
            add(writer, "a");
            if (++runs < 3) writer.run(fail_to_serialise, {});
        });
        CHECK(runs == 3);
        CHECK(count(things.database()) == 1);

        runs = 0;
        const Fault fault = fault_of([&] {
            things.database().write([&](Writer& writer) {
                ++runs;
                writer.run(fail_to_serialise, {});
            });
        });
        CHECK(fault.kind() == Fault::Kind::busy);
        CHECK(runs == 5);
    });
}

TEST_CASE("what the server refuses is told by its kind") {
    on_postgres([](Things& things) {
        const auto kind_of = [&](Sql sql) {
            return fault_of([&] { things.database().write([&](Writer& writer) { writer.run(sql, {}); }); }).kind();
        };
        CHECK(kind_of(run_out_of_disk) == Fault::Kind::full);
        CHECK(kind_of(take_too_long) == Fault::Kind::busy);
        add(things.database(), "a");
        CHECK(count(things.database()) == 1);
    });
}

TEST_CASE("a server that refuses says why") {
    on_postgres([](Things& things) {
        std::string other = things.url();
        other.replace(other.find("kith_test_"), 10, "no_such_");
        CHECK(contains(fault_of([&] { open(other); }), "does not exist"));
    });
}

} // namespace kith::db
