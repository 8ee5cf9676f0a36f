#include "bench/pages.h"

#include "app/config.h"
#include "app/frame.h"
#include "app/routes.h"
#include "bench/process.h"
#include "bench/recorded.h"
#include "http/dispatch.h"
#include "http/server.h"

#include <cstdio>
#include <fstream>
#include <semaphore>

namespace kith::bench {

namespace {

using Time = std::chrono::steady_clock;

// As many as answer pages in `kith serve`.
int workers_of(const Engine& engine) {
    return engine.process == 0 ? http::ServerOptions().workers : http::workers_over_network;
}

constexpr std::array connections_tried = {1, 16, 64};

constexpr double most_times_its_parts = 2.5;
constexpr double least_pages_a_second = 4000;
constexpr double longest_p99 = 40; // milliseconds, at 64 connections

struct Kind {
    std::string name;
    std::string code;
    std::string folder; // of its address
    const std::vector<World::Shown>& shown;
};

double milliseconds_since(Time::time_point began) {
    return std::chrono::duration<double, std::milli>(Time::now() - began).count();
}

// The site in this process, to take down what its pages ask.
class OwnSite {
public:
    OwnSite(const Setting& setting, const Engine& engine)
        : database_(db::open(engine.copy, {.key = key_of(setting)})), recorder_(*database_), cipher_(key_of(setting)),
          site_{.database = recorder_, .router = router_, .cipher = cipher_, .frame = app::frame_for} {
        app::all_routes(router_);
    }

    db::Database& database() { return *database_; }

    // Each page's questions and its line. Throws when a page cannot be seen.
    std::vector<Recorded> taken_down(const Kind& kind, const Engine& engine) {
        std::vector<Recorded> pages;
        ask(kind.folder + kind.shown.front().reference, engine.cookie(kind.shown.front().email)); // reads the profile
        for (const auto& each : kind.shown) {
            recorder_.take();
            ask(kind.folder + each.reference, engine.cookie(each.email));
            pages.push_back(recorder_.take());
        }
        return pages;
    }

private:
    void ask(const std::string& path, const std::string& cookie) {
        http::Request request;
        request.path = path;
        request.headers = {{"cookie", cookie}, {"host", "127.0.0.1"}};
        request.client = "127.0.0.1";
        request.id = "bench";
        const auto response = http::answer(site_, std::move(request));
        if (response.status != 200) throw std::runtime_error(fmt::format("{} answers {}", path, response.status));
    }

    std::unique_ptr<db::Database> database_;
    Recorder recorder_;
    http::Router router_;
    Cipher cipher_;
    http::Site site_;
};

// Reads what the pages ask and commits their lines, as many at a time as there would be connections.
class OwnSql {
public:
    OwnSql(db::Database& database, const std::vector<Recorded>& pages, int workers, int connections)
        : database_(database), pages_(pages), workers_(workers), connections_(connections), free_(connections) {}

    Rate run(double seconds, const std::function<double()>& database_processor) {
        const auto processor = processor_of_this();
        const auto elsewhere = database_processor();
        const auto began = Time::now();
        end_ = began + std::chrono::duration_cast<Time::duration>(std::chrono::duration<double>(seconds));
        std::vector<std::thread> threads;
        for (int i = 0; i < std::min(workers_, connections_); ++i)
            threads.emplace_back([this] { work(); });
        for (auto& thread : threads)
            thread.join();
        for (int i = 0; i < connections_; ++i)
            free_.acquire();
        const auto count = static_cast<double>(waits_.size());
        return {.a_second = count * 1000 / milliseconds_since(began),
                .p50 = quantile(waits_, 0.5),
                .p99 = quantile(waits_, 0.99),
                .processor = (processor_of_this() - processor) / count,
                .database = (database_processor() - elsewhere) / count};
    }

private:
    void work() {
        while (Time::now() < end_) {
            free_.acquire();
            const auto& page = pages_[next_++ % pages_.size()];
            const auto began = Time::now();
            database_.look([&](db::Reader& reader) {
                for (const auto& journey : page.journeys)
                    bench::run(journey, reader);
            });
            database_.write_soon(page.line, [this, began](const std::exception_ptr& failed) {
                if (failed) std::terminate();
                waits_.push_back(milliseconds_since(began)); // always on the writing thread
                free_.release();
            });
        }
    }

    db::Database& database_;
    const std::vector<Recorded>& pages_;
    int workers_, connections_;
    std::counting_semaphore<> free_;
    std::atomic<std::size_t> next_ = 0;
    std::vector<double> waits_;
    Time::time_point end_;
};

// What wrk was told to ask for, and what it says.
class Load {
public:
    Load(const Setting& setting, const std::filesystem::path& requests) : setting_(setting), requests_(requests) {}

    Rate run(const Program& server, int connections, const std::function<double()>& database_processor) const {
        const auto processor = processor_of(server.id());
        const auto elsewhere = database_processor();
        const auto said = output_of({"wrk", "-t1", fmt::format("-c{}", connections),
                                     fmt::format("-d{}s", setting_.seconds), "-s", setting_.script.string(),
                                     fmt::format("http://127.0.0.1:{}", server.port()), "--", requests_.string()});
        std::istringstream line(said.substr(said.find("LOAD ") + 5));
        double count = 0, microseconds = 0, bytes = 0, errors = 0, p50 = 0, p99 = 0;
        line >> count >> microseconds >> bytes >> errors >> p50 >> p99;
        if (count == 0 || errors > 0) throw std::runtime_error("wrk met errors:\n" + said);
        return {.a_second = count * 1e6 / microseconds,
                .p50 = p50 / 1000,
                .p99 = p99 / 1000,
                .processor = (processor_of(server.id()) - processor) / count,
                .database = (database_processor() - elsewhere) / count};
    }

private:
    const Setting& setting_;
    std::filesystem::path requests_;
};

std::filesystem::path requests_file(const Setting& setting, std::string_view name,
                                    const std::vector<std::string>& lines) {
    const auto file = setting.folder / fmt::format("{}.requests", name);
    std::ofstream out(file);
    for (const auto& line : lines)
        out << line << '\n';
    return file;
}

struct Compared {
    Rate hello, own_sql, page;

    double times_its_parts() const { return page.both() / (hello.both() + own_sql.both()); }
};

Compared compared(const Setting& setting, const std::vector<std::function<Rate()>>& variants) {
    std::array<std::vector<Rate>, 3> rounds;
    for (int round = 0; round < setting.rounds; ++round)
        for (std::size_t i = 0; i < variants.size(); ++i)
            rounds[i].push_back(variants[i]());
    return {median(rounds[0]), median(rounds[1]), median(rounds[2])};
}

// The figures that stand in the issue, at the most connections that are tried.
void sum_up(const Setting& setting, const Engine& engine, const std::string& kind, const Compared& found) {
    const auto add = [&](std::string_view what, const std::string& said, const std::string& aim, bool met) {
        setting.summary->add(engine.name, fmt::format("{}: {}", kind, what), said, aim, met);
    };
    const bool sqlite = engine.process == 0;
    const auto times = found.times_its_parts();
    const auto& page = found.page;
    add("a second", fmt::format("{:.0f}/s", page.a_second), sqlite ? "SQLite: 4,000" : "",
        !sqlite || page.a_second >= least_pages_a_second);
    add("of hello, of own SQL",
        fmt::format("{:.2f}, {:.2f}", page.a_second / found.hello.a_second, page.a_second / found.own_sql.a_second), "",
        true);
    add("p50, p99", fmt::format("{:.1f} ms, {:.1f} ms", page.p50, page.p99), "p99 under 40 ms", page.p99 < longest_p99);
    add("processor, of hello and own SQL", fmt::format("{:.0f} us, {:.2f} times", page.both(), times), "at most 2.5",
        times <= most_times_its_parts);
}

void say(const Engine& engine, int connections, const Compared& found) {
    const auto line = [&](std::string_view what, const Rate& rate) {
        fmt::print("  {:>4}  {:<8} {:>8.0f}/s   p50 {:>7.2f} ms   p99 {:>7.2f} ms   processor {:>6.0f} us", connections,
                   what, rate.a_second, rate.p50, rate.p99, rate.processor);
        if (engine.process != 0 && rate.database > 0) fmt::print(" + {:>5.0f} us of PostgreSQL", rate.database);
        fmt::print("\n");
    };
    line("hello", found.hello);
    line("own SQL", found.own_sql);
    line("page", found.page);
    fmt::print("        processor of the page: {:.2f} times hello and its own SQL together (aim 2.5: {})\n",
               found.times_its_parts(), verdict(found.times_its_parts() <= most_times_its_parts));
    if (engine.process == 0 && connections > 1)
        fmt::print("        pages a second: {:.0f} (aim {:.0f}: {})\n", found.page.a_second, least_pages_a_second,
                   verdict(found.page.a_second >= least_pages_a_second));
    if (connections == 64)
        fmt::print("        p99: {:.1f} ms (aim under {:.0f}: {})\n", found.page.p99, longest_p99,
                   verdict(found.page.p99 < longest_p99));
    std::fflush(stdout);
}

std::vector<std::string> lines(const Kind& kind, const Engine& engine) {
    std::vector<std::string> all;
    for (const auto& each : kind.shown)
        all.push_back(fmt::format("{}{} {}", kind.folder, each.reference, engine.cookie(each.email)));
    return all;
}

void measure(const Setting& setting, const Engine& engine, OwnSite& own, const Program& server, const Program& hello,
             const Kind& kind) {
    const auto pages = own.taken_down(kind, engine);
    std::size_t statements = 0, journeys = 0;
    for (const auto& page : pages)
        for (const auto& journey : page.journeys) {
            statements += journey.size();
            ++journeys;
        }
    fmt::print("{}: {} of them, {} statements each in {} journeys\n", kind.name, pages.size(),
               statements / pages.size(), journeys / pages.size());

    const auto nothing = [] { return 0.0; };
    const auto database = [&] { return engine.process == 0 ? 0.0 : processor_of_all(engine.process); };
    const Load pages_load(setting, requests_file(setting, kind.code, lines(kind, engine)));
    const Load hello_load(setting, requests_file(setting, "hello", {"/"}));
    pages_load.run(server, 1, nothing); // warms up
    for (const int connections : connections_tried) {
        const auto found = compared(
            setting,
            {[&] { return hello_load.run(hello, connections, nothing); },
             [&] {
                 return OwnSql(own.database(), pages, workers_of(engine), connections).run(setting.seconds, database);
             },
             [&] { return pages_load.run(server, connections, database); }});
        say(engine, connections, found);
        if (connections == connections_tried.back()) sum_up(setting, engine, kind.name, found);
    }
}

std::vector<Kind> kinds(const World& world) {
    return {{"Family page, whoever leads the help", "family", "/families/", world.families},
            {"Request page, the school that sent it", "sent", "/requests/", world.sent},
            {"Request page, the front door", "waiting", "/requests/", world.waiting}};
}

double processor_of_this_thread() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

std::string one_line(std::string_view sql) {
    std::string line;
    for (const char letter : sql)
        if (letter != '\n' && (letter != ' ' || !line.ends_with(' '))) line += letter;
    return line.substr(0, 150);
}

void list_statements(OwnSite& own, const Kind& kind, const std::vector<Recorded>& pages) {
    struct Cost {
        double processor = 0, elapsed = 0;
        int count = 0;
        std::size_t together = 0;
    };

    std::map<std::string_view, Cost> costs;
    for (int again = 0; again < 2; ++again) {
        costs.clear();
        own.database().read([&](db::Reader& reader) {
            for (const auto& page : pages)
                for (const auto& journey : page.journeys) {
                    auto& cost = costs[journey.front().text()];
                    cost.together = journey.size();
                    const auto processor = processor_of_this_thread();
                    const auto began = Time::now();
                    run(journey, reader);
                    cost.processor += processor_of_this_thread() - processor;
                    cost.elapsed += milliseconds_since(began) * 1000;
                    ++cost.count;
                }
        });
    }
    std::vector<std::pair<std::string_view, Cost>> sorted(costs.begin(), costs.end());
    std::ranges::sort(sorted, std::greater(), [](const auto& each) { return each.second.elapsed; });
    const auto count = static_cast<double>(pages.size());
    double whole = 0;
    for (const auto& [text, cost] : sorted)
        whole += cost.processor;
    fmt::print("{}: {:.0f} us of processor in this process for a page\n", kind.name, whole / count);
    for (const auto& [text, cost] : sorted)
        fmt::print("  {:>7.1f} us  {:>7.1f} us waited  {:>5.1f} times  {} together: {}\n", cost.processor / count,
                   cost.elapsed / count, cost.count / count, cost.together, one_line(text));
}

} // namespace

void list_statements(const Setting& setting, const Engine& engine) {
    OwnSite own(setting, engine);
    for (const auto& kind : kinds(engine.world))
        list_statements(own, kind, own.taken_down(kind, engine));
}

void measure_pages(const Setting& setting, const Engine& engine) {
    OwnSite own(setting, engine);
    const Program hello({setting.hello.string(), "0"}, setting.folder / "hello.log");
    const Program server(
        {setting.kith.string(), "serve", "--config", engine.config.string(), "--listen", "127.0.0.1:0"},
        setting.folder / "server.log");
    for (const auto& kind : kinds(engine.world))
        try {
            measure(setting, engine, own, server, hello, kind);
        } catch (const std::exception& failure) {
            fmt::print("{}: not measured: {}\n", kind.name, failure.what());
        }
    const auto peak = memory_of(server.id(), "VmHWM");
    fmt::print("Peak memory of the server so far: {:.0f} MB\n", peak);
    setting.summary->add(engine.name, "Peak memory of the server, at 64 connections", fmt::format("{:.0f} MB", peak));
}

} // namespace kith::bench
