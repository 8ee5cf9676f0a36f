// linkage_bench: Kith beside Splink, in one run, as tables of Markdown (docs/linkage.md). Called by bin/bench linkage.
//   kith=PATH generator=PATH python=PATH script=PATH data=DIR folder=DIR records=N,N seeds=N,N growth=N,N threads=N

#include "bench/linkage/measured.h"
#include "bench/linkage/sets.h"
#include "linkage/csv.h"

#include <boost/json.hpp>
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

namespace kith::bench {

namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::uint64_t records_for_parity = 10'000;

std::map<std::string, std::string> settings = {{"kith", "build/release/kith"},
                                               {"generator", "build/release/bench/linkage_generator"},
                                               {"python", ""},
                                               {"script", "bench/linkage/splink_run.py"},
                                               {"data", "../shared/data/linkage"},
                                               {"folder", "/var/tmp/kith-linkage"},
                                               {"records", "100000"},
                                               {"seeds", "42"},
                                               {"growth", ""},
                                               {"threads", "2"},
                                               {"published", "yes"}};

std::vector<std::string> parted(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, ',');)
        if (!part.empty()) parts.push_back(part);
    return parts;
}

std::string joined(const std::vector<fs::path>& files) {
    std::string text;
    for (const auto& file : files)
        text += (text.empty() ? "" : ",") + file.string();
    return text;
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

json::object object_in(const std::string& text) {
    boost::system::error_code broken;
    const auto value = json::parse(text, broken);
    return !broken && value.is_object() ? value.as_object() : json::object();
}

double number(const json::object& object, const char* key) {
    const auto* value = object.if_contains(key);
    return value != nullptr && value->is_number() ? value->to_number<double>() : 0;
}

// Of a run: on the clock and of the processor.
struct Time {
    double seconds = 0, processor = 0;
};

struct Row {
    std::string method;
    Time whole, model; // the model's part: from the first of training to the last of clustering
    double megabytes = 0, pairs = 0;
    json::object quality;

    double of_people(const char* key) const {
        const auto* people = quality.if_contains("people");
        return people != nullptr ? number(people->as_object(), key) : 0;
    }
};

json::object quality_of(const LinkageSet& set, const fs::path& clusters) {
    const fs::path folder = settings["folder"];
    const fs::path out = folder / "quality.json";
    std::vector<std::string> words = {
        settings["kith"], "link",        "evaluate", "--clusters", clusters, "--in", joined(set.truth),
        "--record-id",    set.record_id, "--person", set.person,   "--json", out};
    if (!set.household.empty()) words.insert(words.end(), {"--household", set.household});
    if (!set.traits.empty()) words.insert(words.end(), {"--by", set.traits});
    const Cost cost = measured(words, folder / "evaluate.log");
    if (!cost.done) throw std::runtime_error("kith link evaluate: " + last_lines(folder / "evaluate.log"));
    return object_in(text_of(out));
}

// Training, scoring and clustering, of a report.
Time of_model(const json::array& stages) {
    Time time;
    for (const auto& stage : stages)
        for (const std::string_view name : {"train", "score", "cluster"})
            if (stage.at("name").as_string() == name) {
                time.seconds += number(stage.as_object(), "seconds");
                time.processor += number(stage.as_object(), "cpu_seconds");
            }
    return time;
}

Row run_kith(const LinkageSet& set, const std::vector<std::string>& more, const std::string& method) {
    const fs::path folder = settings["folder"];
    std::ofstream(folder / "map.toml") << set.mapping;
    std::vector<std::string> words = {settings["kith"],
                                      "link",
                                      set.is_link ? "link" : "dedupe",
                                      "--in",
                                      joined(set.files),
                                      "--mapping",
                                      folder / "map.toml",
                                      "--out",
                                      folder / "kith",
                                      "--threads",
                                      settings["threads"]};
    words.insert(words.end(), more.begin(), more.end());
    const Cost cost = measured(words, folder / "kith.log");
    if (!cost.done) throw std::runtime_error("kith link: " + last_lines(folder / "kith.log"));
    const auto report = object_in(text_of(folder / "kith/report.json"));
    return {method,
            {cost.seconds, cost.processor_seconds},
            of_model(report.at("stages").as_array()),
            cost.peak_megabytes,
            number(report, "pairs_compared"),
            quality_of(set, folder / "kith/clusters.csv")};
}

// The best of its thresholds, chosen by the truth: in Splink's favour.
std::optional<Row> run_splink(const LinkageSet& set, char configuration, bool with_tables) {
    const fs::path folder = settings["folder"];
    const fs::path out = folder / "splink";
    fs::remove_all(out);
    std::vector<std::string> words = {settings["python"],
                                      settings["script"],
                                      "--set",
                                      set.splink,
                                      "--configuration",
                                      std::string(1, configuration),
                                      "--out",
                                      out,
                                      "--threads",
                                      settings["threads"],
                                      "--in"};
    for (const auto& file : set.files)
        words.push_back(file);
    if (with_tables)
        words.insert(words.end(), {"--tables", out, "--edges", out / "edges.csv", "--model", out / "model.json"});
    const Cost cost = measured(words, folder / "splink.log");
    if (!cost.done) {
        std::cout << fmt::format("Splink {} failed on {}: {}\n\n", configuration, set.name,
                                 last_lines(folder / "splink.log"));
        return std::nullopt;
    }
    const auto said = object_in(cost.said);
    const auto& load = said.at("stages").at("load").as_object();
    const Time whole{number(said, "seconds"), number(said, "cpu_seconds")};
    const Time model{whole.seconds - number(load, "seconds"), whole.processor - number(load, "cpu_seconds")};
    std::optional<Row> best;
    for (const auto& threshold : said.at("thresholds").as_array()) {
        const std::string written = fmt::format("{}", threshold.to_number<double>());
        Row row{fmt::format("Splink {} at {}", configuration, written),
                whole,
                model,
                number(said, "peak_mb"),
                number(said, "pairs"),
                quality_of(set, out / fmt::format("clusters-{}.csv", written))};
        if (!best || row.of_people("f1") > best->of_people("f1")) best = std::move(row);
    }
    return best;
}

void say(const Row& row) {
    std::cout << fmt::format("| {} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.0f} | {:.2f} | {:.3g} | {:.4f} | {:.4f} | "
                             "{:.4f} | {} | {} |\n",
                             row.method, row.whole.seconds, row.whole.processor, row.model.seconds, row.model.processor,
                             row.megabytes, row.pairs / 1e6, row.pairs / std::max(row.whole.seconds, 1e-9),
                             row.of_people("precision"), row.of_people("recall"), row.of_people("f1"),
                             number(row.quality, "false_links"), number(row.quality, "false_links_within_household"))
              << std::flush;
}

void say_heading() {
    std::cout
        << "| method | s | CPU s | train to cluster: s | CPU s | peak MB | M pairs | pairs/s | precision | recall "
           "| F1 | false links | of them in one household |\n"
           "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
}

void say_fairness(const Row& row) {
    const auto* fairness = row.quality.if_contains("fairness");
    if (fairness == nullptr || fairness->as_array().empty()) return;
    std::cout << "Recall by group, Kith:\n\n";
    for (const auto& trait : fairness->as_array()) {
        std::string groups;
        for (const auto& group : trait.at("groups").as_array())
            groups +=
                fmt::format("{}{} {:.2f} %", groups.empty() ? "" : ", ", std::string(group.at("group").as_string()),
                            100 * group.at("recall").to_number<double>());
        std::string behind;
        for (const auto& group : trait.at("more_than_two_points_behind").as_array())
            behind += (behind.empty() ? "" : ", ") + std::string(group.at("group").as_string());
        std::cout << fmt::format("- {}: {}; more than two points behind the best: {}\n",
                                 std::string(trait.at("trait").as_string()), groups, behind.empty() ? "none" : behind);
    }
    std::cout << '\n';
}

void say_ratios(const Row& kith, const std::vector<Row>& splinks) {
    if (splinks.empty()) return;
    const auto least = [&](auto&& of) -> const Row& { return *std::ranges::min_element(splinks, {}, of); };
    const auto& best = least([](const Row& row) { return -row.of_people("f1"); });
    const auto& fastest = least([](const Row& row) { return row.whole.seconds; });
    const auto& quickest = least([](const Row& row) { return row.model.seconds; });
    const auto times = [](const Time& theirs, const Time& ours) {
        return fmt::format("{:.1f} times as fast, {:.1f} times less CPU", theirs.seconds / ours.seconds,
                           theirs.processor / ours.processor);
    };
    std::cout << fmt::format(
        "\nAgainst Splink's best F1 ({}): {}, {:.1f} times less memory, F1 {:+.4f}; from training to clusters {}. "
        "Against its fastest ({}): {}; from training to clusters ({}): {}.\n\n",
        best.method, times(best.whole, kith.whole), best.megabytes / kith.megabytes,
        kith.of_people("f1") - best.of_people("f1"), times(best.model, kith.model), fastest.method,
        times(fastest.whole, kith.whole), quickest.method, times(quickest.model, kith.model));
}

// The same settings through `kith link splink`: the same edges, the same weights?
void say_parity(const LinkageSet& set);

void compare(const LinkageSet& set, bool with_parity) {
    std::cout << "### " << set.name << "\n\n";
    say_heading();
    const Row kith = run_kith(set, {}, "Kith");
    say(kith);
    say(run_kith(set, {"--two-class"}, "Kith, two classes"));
    std::vector<Row> splinks;
    if (!settings["python"].empty())
        for (const char configuration : {'A', 'B', 'C'}) {
            const bool keeps = with_parity && configuration == 'A';
            if (auto row = run_splink(set, configuration, keeps)) {
                say(*row);
                splinks.push_back(std::move(*row));
            }
            if (!keeps) continue;
            fs::remove_all(fs::path(settings["folder"]) / "parity");
            fs::copy(fs::path(settings["folder"]) / "splink", fs::path(settings["folder"]) / "parity",
                     fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        }
    say_ratios(kith, splinks);
    say_fairness(kith);
    if (with_parity && !splinks.empty()) say_parity(set);
}

// By the two ids, the weight of a pair of at least 0.5.
std::map<std::pair<std::string, std::string>, double> edges_in(const fs::path& file) {
    const auto text = text_of(file);
    std::map<std::pair<std::string, std::string>, double> edges;
    linkage::RecordReader reader(text);
    for (reader.next(); reader.next();) {
        const std::vector<std::string> values(reader.values().begin(), reader.values().end());
        if (std::stod(values.at(3)) >= 0.5) edges[{values[0], values[1]}] = std::stod(values[2]);
    }
    return edges;
}

void say_parity(const LinkageSet& set) {
    const fs::path folder = fs::path(settings["folder"]) / "parity";
    std::vector<fs::path> tables;
    for (std::size_t number = 0; fs::exists(folder / fmt::format("table-{}.csv", number)); ++number)
        tables.push_back(folder / fmt::format("table-{}.csv", number));
    const auto log = folder / "splink.log";
    const Cost cost = measured({settings["kith"], "link", "splink", "--in", joined(tables), "--settings",
                                folder / "model.json", "--out", folder / "ours.csv"},
                               log);
    if (!cost.done) {
        std::cout << "Parity: " << last_lines(log) << "\n\n";
        return;
    }
    const auto theirs = edges_in(folder / "edges.csv"), ours = edges_in(folder / "ours.csv");
    double sum_of_ours = 0, sum_of_theirs = 0, largest = 0;
    std::size_t shared = 0;
    for (const auto& [ids, weight] : theirs)
        sum_of_theirs += weight;
    for (const auto& [ids, weight] : ours) {
        sum_of_ours += weight;
        const auto same = theirs.find(ids);
        if (same == theirs.end()) continue;
        ++shared;
        largest = std::max(largest, std::abs(same->second - weight));
    }
    std::cout << fmt::format("Parity with the settings of Splink A on {}: {} edges of at least 0.5 by Kith, {} by "
                             "Splink, {} the same; sum of weights "
                             "{:.4f} and {:.4f}; largest difference of a weight {:.2g}.\n\n",
                             set.name, ours.size(), theirs.size(), shared, sum_of_ours, sum_of_theirs, largest);
}

void say_growth() {
    if (settings["growth"].empty()) return;
    std::cout
        << "### Growth\n\n| records | s | CPU s | train to cluster: s | CPU s | peak MB | bytes/record | M pairs | "
           "F1 |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
    for (const std::string& records : parted(settings["growth"])) {
        const LinkageSet set = made_up_set(settings["generator"], settings["folder"], std::stoull(records), 42);
        const Row row = run_kith(set, {}, "Kith");
        std::cout << fmt::format("| {} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.0f} | {:.0f} | {:.2f} | {:.4f} |\n",
                                 records, row.whole.seconds, row.whole.processor, row.model.seconds,
                                 row.model.processor, row.megabytes, row.megabytes * 1048576 / std::stod(records),
                                 row.pairs / 1e6, row.of_people("f1"))
                  << std::flush;
    }
    std::cout << '\n';
}

void say_versions() {
    std::cout << "## Linkage\n\nThreads: " << settings["threads"]
              << ". Load before: " << text_of("/proc/loadavg").substr(0, 14) << ". ";
    if (settings["python"].empty()) {
        std::cout << "Splink is not there (no Python, or no packages from PyPI): Kith alone.\n\n";
        return;
    }
    const Cost versions = measured({settings["python"], "-c",
                                    "import splink, duckdb, sys; print('Splink', splink.__version__ + ', DuckDB', "
                                    "duckdb.__version__ + ', Python', sys.version.split()[0] + '.')"},
                                   fs::path(settings["folder"]) / "versions.log");
    std::cout << versions.said
              << "\nSplink's seconds count from loading the file to its clusters at 0.99, without the start of Python; "
                 "its F1 is the best of\n"
                 "seven thresholds, chosen by the truth. Kith's seconds count the whole program, with reading and "
                 "writing, and the\n"
                 "threshold is its own.\n\n";
}

int run() {
    fs::create_directories(settings["folder"]);
    say_versions();
    for (const std::string& records : parted(settings["records"]))
        for (const std::string& seed : parted(settings["seeds"]))
            compare(made_up_set(settings["generator"], settings["folder"], std::stoull(records), std::stoull(seed)),
                    false);
    // Parity is made to agree, not to be fast: on fewer records.
    if (!settings["python"].empty())
        for (const std::string& seed : parted(settings["seeds"]))
            compare(made_up_set(settings["generator"], settings["folder"], records_for_parity, std::stoull(seed)),
                    true);
    if (settings["published"] == "yes")
        for (const LinkageSet& set : published_sets(settings["data"], settings["folder"]))
            compare(set, true);
    say_growth();
    return 0;
}

} // namespace

} // namespace kith::bench

int main(int count, char** words) {
    for (int at = 1; at < count; ++at) {
        const std::string word = words[at];
        const auto equals = word.find('=');
        if (equals == std::string::npos || !kith::bench::settings.contains(word.substr(0, equals))) {
            std::cerr << "linkage_bench: " << word << " is not understood\n";
            return 2;
        }
        kith::bench::settings[word.substr(0, equals)] = word.substr(equals + 1);
    }
    try {
        return kith::bench::run();
    } catch (const std::exception& broken) {
        std::cerr << "linkage_bench: " << broken.what() << '\n';
        return 1;
    }
}
