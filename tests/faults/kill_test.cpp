#include "db/migrate.h"
#include "tests/databases.h"
#include "tests/faults/ledger.h"

#include <csignal>
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kith::faults {

namespace {

constexpr int kills = 20;
constexpr std::size_t saves_before_a_kill = 500;

constexpr db::Sql add_entry = R"sql(
    insert into entries (number)
    values (:number)
)sql";

constexpr db::Sql numbers = R"sql(
    select number
      from entries
)sql";

// A process whose four writers save and tell each number that was acknowledged, until it is killed.
class Victim {
public:
    Victim(const std::string& url, std::int64_t first) {
        REQUIRE(::pipe(ends_.data()) == 0);
        process_ = ::fork();
        if (process_ == 0) save_for_ever(url, first);
        ::close(ends_[1]);
    }

    // What was acknowledged by the time it died.
    std::vector<std::int64_t> kill_after(std::size_t saves) {
        std::vector<std::int64_t> acknowledged;
        bool is_alive = true;
        for (std::int64_t number = 0; ::read(ends_[0], &number, sizeof number) == sizeof number;) {
            acknowledged.push_back(number);
            if (is_alive && acknowledged.size() >= saves) {
                ::kill(process_, SIGKILL);
                is_alive = false;
            }
        }
        ::close(ends_[0]);
        ::waitpid(process_, nullptr, 0);
        return acknowledged;
    }

private:
    [[noreturn]] void save_for_ever(const std::string& url, std::int64_t first) {
        const auto database = db::open(url);
        std::atomic<std::int64_t> next = first;
        std::vector<std::thread> writers;
        for (int i = 0; i < 4; ++i)
            writers.emplace_back([&] {
                for (;;) {
                    const std::int64_t number = ++next;
                    database->write([&](db::Writer& writer) { writer.run(add_entry, {{"number", number}}); });
                    if (::write(ends_[1], &number, sizeof number) != sizeof number) ::_exit(1);
                }
            });
        for (auto& writer : writers)
            writer.join();
        ::_exit(0);
    }

    std::array<int, 2> ends_{};
    pid_t process_ = 0;
};

} // namespace

TEST_CASE("a process that is killed loses nothing that it acknowledged") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine, Tables::none);
        db::migrate(*db::open(fresh.url()), {{1, "entries", "create table entries (number @number primary key);"}});
        std::set<std::int64_t> acknowledged;
        for (int i = 0; i < kills; ++i) {
            Victim victim(fresh.url(), i * 1'000'000);
            const auto told = victim.kill_after(saves_before_a_kill);
            acknowledged.insert(told.begin(), told.end());
        }

        const auto database = db::open(fresh.url());
        std::set<std::int64_t> there;
        database->read([&](db::Reader& reader) {
            reader.for_each(numbers, {}, [&](const db::Row& row) { there.insert(row.integer("number")); });
        });
        CHECK(acknowledged.size() >= kills * saves_before_a_kill);
        CHECK(std::ranges::includes(there, acknowledged));
    });
}

} // namespace kith::faults
