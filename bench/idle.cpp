#include "bench/idle.h"

#include "bench/browser.h"
#include "bench/process.h"

#include <cstdio>
#include <sys/resource.h>

namespace kith::bench {

namespace {

using Time = std::chrono::steady_clock;

constexpr int idle_connections = 1000;
constexpr double most_memory = 120;   // MB
constexpr double longest_start = 0.5; // seconds

void allow_connections() {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = std::min<rlim_t>(files.rlim_max, idle_connections + 500);
    ::setrlimit(RLIMIT_NOFILE, &files);
}

void see_page(Browser& browser, const std::string& path) {
    const auto status = browser.get(path).status;
    if (status != 200) throw std::runtime_error(fmt::format("{} answers {}", path, status));
}

} // namespace

void measure_idle(const Setting& setting, const Engine& engine) {
    const std::vector<std::string> words = {setting.kith.string(),  "serve",    "--config",
                                            engine.config.string(), "--listen", "127.0.0.1:0"};
    const auto log = setting.folder / "server.log";
    const auto& shown = engine.world.sent;
    const auto path = [&](std::size_t i) { return "/requests/" + shown[i % shown.size()].reference; };
    const auto cookie = [&](std::size_t i) { return engine.cookie(shown[i % shown.size()].email); };

    std::vector<double> starts;
    for (int round = 0; round < std::max(5, setting.rounds); ++round) {
        const auto began = Time::now();
        const Program server(words, log);
        Browser browser(server.port(), cookie(0));
        see_page(browser, path(0));
        starts.push_back(std::chrono::duration<double>(Time::now() - began).count());
    }
    const auto start = median(starts);
    fmt::print("Start to first page: {:.3f} s (aim under {}: {})\n", start, longest_start,
               verdict(start < longest_start));

    setting.summary->add(engine.name, "Start to first page", fmt::format("{:.3f} s", start), "under 0.5 s",
                         start < longest_start);

    allow_connections();
    const Program server(words, log);
    std::vector<std::unique_ptr<Browser>> browsers;
    const auto before = memory_of(server.id(), "VmRSS");
    for (std::size_t i = 0; i < idle_connections; ++i) {
        browsers.push_back(std::make_unique<Browser>(server.port(), cookie(i)));
        see_page(*browsers.back(), path(i));
    }
    const auto after = memory_of(server.id(), "VmRSS");
    fmt::print("Memory with {} idle connections, each after a page: {:.0f} MB, {:.0f} MB at the start "
               "(aim under {:.0f}: {})\n",
               idle_connections, after, before, most_memory, verdict(after < most_memory));
    setting.summary->add(engine.name, "Memory with 1,000 idle connections", fmt::format("{:.0f} MB", after),
                         "under 120 MB", after < most_memory);
    std::fflush(stdout);
}

} // namespace kith::bench
