// Measures Kith: see docs/benchmarks.md. Called by bin/bench, which knows where everything is.

#include "bench/idle.h"
#include "bench/pages.h"
#include "bench/saves.h"
#include "bench/search.h"

#include <cstdio>
#include <ctime>
#include <fstream>

namespace {

using namespace kith::bench;

std::string first_line_with(const char* file, const std::string& words) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (line.find(words) != std::string::npos) return line;
    return "";
}

void introduce(const Setting& setting) {
    const auto now = std::time(nullptr);
    char day[32];
    std::strftime(day, sizeof day, "%Y-%m-%d %H:%M", std::localtime(&now));
    const auto processor = first_line_with("/proc/cpuinfo", "model name");
    fmt::print("Kith bench, {}\n{} processors{}, load before: {}\n", day, std::thread::hardware_concurrency(),
               processor.empty() ? "" : processor.substr(processor.find(':')), first_line_with("/proc/loadavg", " "));
    fmt::print("{} people, {} families, {} requests; medians of {} rounds of {} s, variants in turn\n\n",
               setting.size.people, setting.size.families, setting.size.requests, setting.rounds, setting.seconds);
    std::fflush(stdout);
}

void measure(const Setting& setting, const Engine& engine, const std::set<std::string>& parts) {
    fmt::print("== {} ==\n", engine.name);
    if (parts.contains("statements")) return list_statements(setting, engine);
    const auto part = [&](const std::string& name, void (*run)(const Setting&, const Engine&)) {
        if (!parts.empty() && !parts.contains(name)) return;
        try {
            run(setting, engine);
        } catch (const std::exception& failure) {
            fmt::print("{}: not measured: {}\n", name, failure.what());
        }
    };
    part("pages", measure_pages);
    part("saves", measure_saves);
    part("saves", measure_saves_over_http);
    part("find", measure_find);
    part("idle", measure_idle);
    fmt::print("\n");
}

// The words are NAME=VALUE, from bin/bench.
int run(const std::vector<std::string>& words) {
    std::map<std::string, std::string> given;
    for (const auto& word : words)
        given[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
    const auto number = [&](const std::string& name, int otherwise) {
        return given.contains(name) ? std::stoi(given[name]) : otherwise;
    };
    Setting setting{.kith = given["kith"],
                    .hello = given["hello"],
                    .script = given["script"],
                    .profile = given["profile"],
                    .folder = given["folder"],
                    .postgres = given["postgres"],
                    .postgres_process = number("postgres-process", 0),
                    .rounds = number("rounds", 3),
                    .seconds = number("seconds", 2)};
    const int people = number("people", setting.size.people);
    setting.size = {people, people * 3 / 10, people * 4 / 10};
    std::set<std::string> parts;
    std::istringstream named(given["parts"]);
    for (std::string part; named >> part;)
        parts.insert(part);

    introduce(setting);
    if (given["engines"] != "postgres") measure(setting, sqlite(setting), parts);
    if (!setting.postgres.empty() && given["engines"] != "sqlite") measure(setting, postgres(setting), parts);
    setting.summary->print();
    return 0;
}

} // namespace

int main(int count, char** words) {
    try {
        return run({words + 1, words + count});
    } catch (const std::exception& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return 1;
    }
}
