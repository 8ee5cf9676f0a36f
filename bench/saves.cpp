#include "bench/saves.h"

#include "bench/browser.h"
#include "bench/disk.h"
#include "bench/process.h"
#include "bench/server.h"
#include "db/migrate.h"
#include "history/record.h"

#include <cstdio>

namespace kith::bench {

namespace {

using Time = std::chrono::steady_clock;

constexpr std::array writers_tried = {1, 16, 64};
constexpr double least_saves_a_sync = 5; // at 64 writers

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

// Several people, each doing it again as soon as it is done.
Rate at_once(int writers, double seconds, const std::function<std::function<void()>(int)>& writer) {
    std::mutex mutex;
    std::vector<double> waits;
    std::exception_ptr failure;
    std::vector<std::function<void()>> saves;
    for (int i = 0; i < writers; ++i)
        saves.push_back(writer(i));
    const auto began = Time::now();
    const auto passed = [](Time::time_point since) {
        return std::chrono::duration<double, std::milli>(Time::now() - since).count();
    };
    std::vector<std::thread> threads;
    for (const auto& save : saves)
        threads.emplace_back([&] {
            std::vector<double> own;
            try {
                while (passed(began) < seconds * 1000) {
                    const auto asked = Time::now();
                    save();
                    own.push_back(passed(asked));
                }
            } catch (...) {
                const std::scoped_lock lock(mutex);
                failure = std::current_exception();
            }
            const std::scoped_lock lock(mutex);
            waits.insert(waits.end(), own.begin(), own.end());
        });
    for (auto& thread : threads)
        thread.join();
    const auto took = passed(began);
    if (failure) std::rethrow_exception(failure);
    return {.a_second = static_cast<double>(waits.size()) * 1000 / took,
            .p50 = quantile(waits, 0.5),
            .p99 = quantile(waits, 0.99)};
}

void save_note(db::Database& database, const std::string& text) {
    database.write([&](db::Writer& writer) {
        const auto id = Id<Note>::make(writer.now(), writer.random());
        writer.run(add_note, {{"id", id}, {"text", text}});
        writer.run(count_version, {{"id", id}});
        history::record(writer, {.user = {}, .posting = {}, .agency = {}, .request = "bench"},
                        {.action = "bench.saved", .subjects = {{"note", std::string(id.text())}}});
    });
}

struct Saving {
    std::vector<Rate> rates;
    std::vector<double> bare, each_sync; // syncs a second of the disk alone; saves for each sync that was made
};

void say(const Setting& setting, const Engine& engine, const std::string& where, int writers, Saving& found) {
    const auto rate = median(found.rates);
    const auto bare = median(found.bare);
    fmt::print("  {:>4} writers  {:>7.0f} saves/s   p50 {:>6.2f} ms   p99 {:>6.2f} ms   processor {:>4.0f} us   "
               "{:.1f} times the bare {:.0f} syncs/s",
               writers, rate.a_second, rate.p50, rate.p99, rate.processor, rate.a_second / bare, bare);
    if (!found.each_sync.empty()) {
        const auto each = median(found.each_sync);
        fmt::print("   {:.1f} saves for each sync made", each);
        if (writers == 64) fmt::print(" (aim 5: {})", verdict(each >= least_saves_a_sync));
        setting.summary->add(engine.name, fmt::format("Saves{}, {} writers: for each sync made", where, writers),
                             fmt::format("{:.1f}", each), writers == 64 ? "at least 5" : "",
                             writers != 64 || each >= least_saves_a_sync);
    }
    fmt::print("\n");
    setting.summary->add(engine.name, fmt::format("Saves{}, {} writers: a second, against bare syncs", where, writers),
                         fmt::format("{:.0f}/s, {:.1f} times", rate.a_second, rate.a_second / bare));
    std::fflush(stdout);
}

std::string empty_database(const Setting& setting, const Engine& engine) {
    if (engine.process != 0) {
        make_database(setting.postgres, "kith_bench_saves", "template0");
        return setting.postgres.substr(0, setting.postgres.rfind('/') + 1) + "kith_bench_saves";
    }
    const auto file = (setting.folder / "saves.db").string();
    for (const auto* part : {"", "-wal", "-shm", ".lock"})
        std::filesystem::remove(file + part);
    return "sqlite:" + file;
}

// A school worker with a draft of a request open at its second page.
class Author {
public:
    Author(unsigned short port, const std::string& cookie) : browser_(port, cookie) {
        address_ = browser_.get("/requests/new").location;
        if (address_.empty()) throw std::runtime_error("no draft is begun");
        address_.back() = '2';
        const auto page = browser_.get(address_).body;
        token_ = Browser::field(page, "form-token");
        version_ = std::stol(Browser::field(page, "version"));
        key_ = Browser::field(page, "submission");
    }

    void save() {
        const auto answer = browser_.post(
            address_,
            fmt::format("form-token={}&submission={}{}&version={}&going_well=She+draws&worries=Days+missed:+{}"
                        "&would_help=Somebody+to+talk+to&later=yes",
                        token_, key_, version_, version_, version_));
        if (answer.status != 303) throw std::runtime_error(fmt::format("a save is answered {}", answer.status));
        ++version_;
    }

private:
    Browser browser_;
    std::string address_, token_, key_;
    long version_ = 0;
};

} // namespace

void measure_saves(const Setting& setting, const Engine& engine) {
    const auto url = empty_database(setting, engine);
    const auto database = db::open(url);
    auto known = db::migrations(database->engine() == db::Engine::postgres);
    known.push_back({9999, "bench", "create table bench_notes (id @id primary key, text text, version @number);"});
    db::migrate(*database, known);

    const std::string text(400, 'x');
    const auto syncs = [&] {
        if (engine.process == 0) return static_cast<double>(syncs_so_far());
        // PostgreSQL counts for everybody once a second, when it next has something to do.
        std::this_thread::sleep_for(std::chrono::milliseconds(1100));
        save_note(*database, text);
        return syncs_of(setting.postgres);
    };
    const auto processor = [&] {
        return processor_of_this() + (engine.process == 0 ? 0 : processor_of_all(engine.process));
    };
    fmt::print("Saves through the database layer: a row, its version, its line in history, durable\n");
    for (const int writers : writers_tried) {
        Saving found;
        for (int round = 0; round < setting.rounds; ++round) {
            found.bare.push_back(bare_syncs(setting.folder, setting.seconds / 2.0));
            const auto synced = syncs();
            const auto spent = processor();
            auto rate = at_once(writers, setting.seconds, [&](int) { return [&] { save_note(*database, text); }; });
            const auto count = rate.a_second * setting.seconds;
            rate.processor = (processor() - spent) / count;
            found.rates.push_back(rate);
            found.each_sync.push_back(count / (syncs() - synced));
        }
        say(setting, engine, "", writers, found);
    }
}

void measure_saves_over_http(const Setting& setting, const Engine& engine) {
    const CountedSyncs counted(setting.folder);
    const Program server(
        {setting.kith.string(), "serve", "--config", engine.config.string(), "--listen", "127.0.0.1:0"},
        setting.folder / "server.log");
    std::vector<std::unique_ptr<Author>> authors;
    for (int i = 0; i < writers_tried.back(); ++i)
        authors.push_back(
            std::make_unique<Author>(server.port(), engine.cookie(fmt::format("school{}@bench.example", i))));

    fmt::print("Saves over HTTP: a page of a request's draft, as a browser sends it (processor: the server's)\n");
    for (const int writers : writers_tried) {
        Saving found;
        for (int round = 0; round < setting.rounds; ++round) {
            found.bare.push_back(bare_syncs(setting.folder, setting.seconds / 2.0));
            const auto spent = processor_of(server.id());
            const auto synced = counted.so_far();
            auto rate = at_once(writers, setting.seconds, [&](int i) {
                return [author = authors[static_cast<std::size_t>(i)].get()] { author->save(); };
            });
            rate.processor = (processor_of(server.id()) - spent) / (rate.a_second * setting.seconds);
            found.rates.push_back(rate);
            // PostgreSQL's syncs are its own, and not counted here.
            if (engine.process == 0)
                found.each_sync.push_back(rate.a_second * setting.seconds /
                                          static_cast<double>(counted.so_far() - synced));
        }
        say(setting, engine, " over HTTP", writers, found);
    }
}

} // namespace kith::bench
