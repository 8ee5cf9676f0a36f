#include "bench/search.h"

#include "access/users.h"
#include "bench/browser.h"
#include "bench/process.h"
#include "http/request.h"
#include "people/search_store.h"

#include <cstdio>
#include <random>

namespace kith::bench {

namespace {

using Time = std::chrono::steady_clock;

constexpr int searches = 400;
constexpr double longest_p99 = 20; // milliseconds

std::vector<std::string> asked(const World& world, int round, const std::function<std::string(std::string)>& words) {
    std::mt19937 chance(static_cast<unsigned>(round));
    std::vector<std::string> all;
    for (int i = 0; i < searches; ++i)
        all.push_back(words(world.names[chance() % world.names.size()]));
    return all;
}

// The beginnings of both names: "Mai Oka".
std::string beginnings(const std::string& name) {
    const auto space = name.find(' ');
    return name.substr(0, std::min<std::size_t>(space, 3)) + name.substr(space, 4);
}

Rate timed(const std::vector<std::string>& typed, const std::function<void(const std::string&)>& find) {
    std::vector<double> waits;
    for (const auto& words : typed) {
        const auto began = Time::now();
        find(words);
        waits.push_back(std::chrono::duration<double, std::milli>(Time::now() - began).count());
    }
    return {.p50 = quantile(waits, 0.5), .p99 = quantile(waits, 0.99)};
}

void say(const Setting& setting, const Engine& engine, const std::string& what, const std::vector<Rate>& rounds) {
    const auto found = median(rounds);
    fmt::print("  {:<44} p50 {:>6.2f} ms   p99 {:>6.2f} ms", what, found.p50, found.p99);
    fmt::print(" (aim under {:.0f}: {})\n", longest_p99, verdict(found.p99 < longest_p99));
    setting.summary->add(engine.name, "Find: " + what + ", p99", fmt::format("{:.2f} ms", found.p99), "under 20 ms",
                         found.p99 < longest_p99);
    std::fflush(stdout);
}

void in_the_store(const Setting& setting, const Engine& engine, std::string_view email, std::string_view who) {
    const auto database = db::open(engine.copy, {.key = key_of(setting)});
    const auto viewer = database->reading([&](db::Reader& reader) {
        const auto user = access::find_user_by_email(reader, email).value();
        return access::viewer_in(reader, access::postings_of(reader, user.id).front().id, database->clock().now(),
                                 "bench")
            .value();
    });
    const auto find = [&](const std::string& words) {
        database->read(
            [&](db::Reader& reader) { (void)people::find_people(reader, viewer, words, 1, database->clock().now()); });
    };
    std::vector<Rate> whole, begun;
    for (int round = 0; round < setting.rounds; ++round) {
        whole.push_back(timed(asked(engine.world, round, [](std::string name) { return name; }), find));
        begun.push_back(timed(asked(engine.world, round, beginnings), find));
    }
    say(setting, engine, fmt::format("{}, store, first and last name", who), whole);
    say(setting, engine, fmt::format("{}, store, beginnings of both", who), begun);
}

void over_http(const Setting& setting, const Engine& engine) {
    const Program server(
        {setting.kith.string(), "serve", "--config", engine.config.string(), "--listen", "127.0.0.1:0"},
        setting.folder / "server.log");
    Browser browser(server.port(), engine.cookie(triage_email));
    const auto token = Browser::field(browser.get("/find").body, "form-token");
    const auto find = [&](const std::string& words) {
        const auto answer =
            browser.post("/find", fmt::format("form-token={}&submission=x&q={}", token, http::percent_encoded(words)));
        if (answer.status != 200) throw std::runtime_error(fmt::format("Find answers {}", answer.status));
    };
    std::vector<Rate> whole;
    for (int round = 0; round < setting.rounds; ++round)
        whole.push_back(timed(asked(engine.world, round, [](std::string name) { return name; }), find));
    say(setting, engine, "triage, whole page over HTTP", whole);
}

} // namespace

void measure_find(const Setting& setting, const Engine& engine) {
    fmt::print("Find among {} people: two words, one search at a time\n", setting.size.people);
    in_the_store(setting, engine, triage_email, "triage");
    in_the_store(setting, engine, worker_email, "worker");
    over_http(setting, engine);
}

} // namespace kith::bench
