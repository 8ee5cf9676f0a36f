// How many saves a second become durable, with 1, 16 and 64 people saving at once, against the rate at which this disk
// syncs at all. A save is one change as pages make it: a row, its version, and its line in the history.
//
//   saves FOLDER [postgres://…]    FOLDER is on the disk to be measured; the database named must be empty

#include "db/database.h"
#include "db/migrate.h"
#include "history/record.h"

#include <cstdio>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

using namespace kith;
using Time = std::chrono::steady_clock;

constexpr std::chrono::seconds how_long{3};

constexpr db::Sql add_note = R"sql(
    insert into bench_notes (id, text, version)
    values (:id, :text, 1)
)sql";

constexpr db::Sql count_version = R"sql(
    update bench_notes
       set version = version + 1
     where id = :id
)sql";

struct Note;

double seconds_since(Time::time_point began) {
    return std::chrono::duration<double>(Time::now() - began).count();
}

// 4 KB appended and synced, again and again: what one commit costs the disk at least.
double syncs_a_second(const std::filesystem::path& folder) {
    const auto path = folder / "sync";
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const std::string page(4096, 'x');
    const auto began = Time::now();
    int syncs = 0;
    for (; Time::now() - began < how_long; ++syncs)
        if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0) throw std::runtime_error("no sync");
    const double rate = syncs / seconds_since(began);
    ::close(file);
    std::filesystem::remove(path);
    return rate;
}

double processor_seconds() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

void save(db::Database& database, const std::string& text) {
    database.write([&](db::Writer& writer) {
        const auto id = Id<Note>::make(writer.now(), writer.random());
        writer.run(add_note, {{"id", id}, {"text", text}});
        writer.run(count_version, {{"id", id}});
        history::record(writer, {.user = {}, .posting = {}, .agency = {}, .request = "bench"},
                        {.action = "bench.saved", .subjects = {{"note", std::string(id.text())}}});
    });
}

void measure(db::Database& database, int writers, double syncs) {
    const std::string text(400, 'x');
    std::atomic<int> saves = 0;
    std::vector<std::vector<double>> waits(static_cast<std::size_t>(writers));
    const double processor = processor_seconds();
    const auto began = Time::now();
    std::vector<std::thread> threads;
    for (auto& waited : waits)
        threads.emplace_back([&] {
            while (Time::now() - began < how_long) {
                const auto asked = Time::now();
                save(database, text);
                waited.push_back(seconds_since(asked) * 1000);
                ++saves;
            }
        });
    for (auto& thread : threads)
        thread.join();
    const double rate = saves / seconds_since(began);
    std::vector<double> all;
    for (const auto& waited : waits)
        all.insert(all.end(), waited.begin(), waited.end());
    std::ranges::sort(all);
    std::printf(
        "  %2d writers: %7.0f saves/s, %5.1f saves a sync, p50 %.2f ms, p99 %.2f ms, %.0f us of processor a save\n",
        writers, rate, rate / syncs, all[all.size() / 2], all[all.size() * 99 / 100],
        (processor_seconds() - processor) * 1e6 / saves);
}

void measure_database(const std::string& url, double syncs) {
    const auto database = db::open(url);
    auto known = db::migrations(database->engine() == db::Engine::postgres);
    known.push_back({9999, "bench", "create table bench_notes (id @id primary key, text text, version @number);"});
    db::migrate(*database, known);
    for (const int writers : {1, 16, 64})
        measure(*database, writers, syncs);
}

int run(const std::vector<std::string>& words) {
    if (words.empty() || words.size() > 2) {
        std::fputs("saves FOLDER [postgres://...]\n", stderr);
        return 2;
    }
    const auto folder = std::filesystem::path(words[0]) / fmt::format("kith-bench-{}", ::getpid());
    std::filesystem::create_directories(folder);
    const double syncs = syncs_a_second(folder);
    std::printf("disk: %.0f syncs/s of 4 KB appended\nSQLite\n", syncs);
    measure_database("sqlite:" + (folder / "kith.db").string(), syncs);
    std::filesystem::remove_all(folder);
    if (words.size() == 1) return 0;
    std::puts("PostgreSQL (processor: this side's alone)");
    measure_database(words[1], syncs);
    return 0;
}

} // namespace

int main(int count, char** words) {
    try {
        return run({words + 1, words + count});
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}
