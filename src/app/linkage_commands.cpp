#include "app/operations.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/text.h"
#include "matching/evaluate_commands.h"
#include "matching/link_commands.h"
#include "matching/splink_commands.h"

#include <iostream>
#include <unistd.h>

namespace kith::app {

namespace {

// What an option lists with commas, or by being given again.
std::vector<std::string> listed(const Arguments& arguments, const std::string& option) {
    std::vector<std::string> files;
    for (const auto& value : arguments.values(option)) {
        std::string_view rest = value;
        while (!rest.empty()) {
            const auto end = std::min(rest.find(','), rest.size());
            if (end > 0) files.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(rest.size(), end + 1));
        }
    }
    return files;
}

unsigned threads_of(const Arguments& arguments) {
    const auto text = arguments.value("--threads", "0");
    unsigned threads = 0;
    const auto [end, broken] = std::from_chars(text.data(), text.data() + text.size(), threads);
    const bool is_none = arguments.given("--threads") && threads == 0;
    if (broken != std::errc() || end != text.data() + text.size() || threads > 256 || is_none)
        throw std::runtime_error(fmt::format("--threads takes a number from 1 to 256, not \"{}\".", text));
    return threads;
}

matching::LinkRequest request_of(const Arguments& arguments) {
    matching::LinkRequest request;
    request.in = listed(arguments, "--in");
    request.mapping = arguments.value("--mapping");
    request.out = arguments.value("--out");
    request.model = arguments.value("--model");
    request.truth = arguments.value("--truth");
    request.threads = threads_of(arguments);
    request.overrides = arguments.value("--overrides");
    request.labels = arguments.value("--labels");
    request.previous = arguments.value("--previous");
    request.scope = arguments.value("--scope");
    request.on = Day::parse(arguments.value("--on"));
    if (arguments.given("--on") && !request.on) throw std::runtime_error("--on takes a day like 2027-03-31.");
    if (!request.on) request.on = SystemClock().now().day();
    request.two_class = arguments.given("--two-class");
    request.between_sources = arguments.given("--between-sources");
    return request;
}

std::ostream* progress() {
    return ::isatty(STDERR_FILENO) == 1 ? &std::cerr : nullptr;
}

int dedupe(const Arguments& arguments) {
    return matching::dedupe(request_of(arguments), std::cout, progress());
}

int link_sources(const Arguments& arguments) {
    auto request = request_of(arguments);
    request.between_sources = true;
    return matching::dedupe(request, std::cout, progress());
}

int follow(const Arguments& arguments) {
    return matching::follow(request_of(arguments), {listed(arguments, "--changes"), listed(arguments, "--gone")},
                            std::cout, progress());
}

int train(const Arguments& arguments) {
    return matching::train(request_of(arguments), std::cout, progress());
}

int search(const Arguments& arguments) {
    return matching::search(request_of(arguments), arguments.value("--query"), std::cout);
}

int explain(const Arguments& arguments) {
    const auto pair = arguments.value("--pair");
    const auto comma = pair.find(',');
    if (comma == std::string::npos) throw std::runtime_error("--pair takes two record ids with a comma between them.");
    return matching::explain(request_of(arguments), trimmed(pair.substr(0, comma)), trimmed(pair.substr(comma + 1)),
                             std::cout);
}

int splink(const Arguments& arguments) {
    return matching::splink({listed(arguments, "--in"), arguments.value("--settings"), arguments.value("--out")},
                            std::cout);
}

int evaluate(const Arguments& arguments) {
    const auto truth = listed(arguments, "--in");
    return matching::evaluate({arguments.value("--clusters"),
                               {truth.begin(), truth.end()},
                               {listed(arguments, "--record-id"), listed(arguments, "--person"),
                                listed(arguments, "--household"), listed(arguments, "--by")},
                               arguments.value("--json")},
                              std::cout, std::cerr);
}

const Option in = {"--in", "FILE[,FILE]", "CSV files of records", true};
const Option mapping = {"--mapping", "MAP.toml", "which column holds what (docs/linkage.md)", true};
const Option out_folder = {"--out", "DIR", "where clusters.csv, edges.csv and report.json go", true};
const Option out_file = {"--out", "MODEL.json", "the model to write", true};
const Option model = {"--model", "FILE", "a trained model; otherwise one is learned from the records"};
const Option threads = {"--threads", "N", "as many as there are processors unless said"};
const Option truth = {"--truth", "COLUMN", "who each record really is: quality in the report, never compared"};
const Option overrides = {"--overrides", "FILE", "people's decisions, as CSV (docs/linkage.md)"};
const Option labels = {"--labels", "FILE", "what people said of pairs, a file like that of --overrides"};
const Option scope = {"--scope", "NAME", "decisions of this scope hold too"};
const Option on = {"--on", "DAY", "decisions that ended before do not hold; today unless said"};
const Option previous = {"--previous", "FILE", "clusters.csv of an earlier run: persons keep their ids"};
const Option between_sources = {"--between-sources", "", "each source holds a person once, as for `kith link link`"};
const Option two_class = {"--two-class", "", "without households: same person or unrelated"};

} // namespace

std::vector<Command> linkage_commands() {
    return {
        {{"link dedupe",
          {},
          {in, mapping, out_folder, model, threads, truth, two_class, overrides, scope, on, previous},
          "Finds the records of one person in files."},
         dedupe},
        {{"link link",
          {},
          {in, mapping, out_folder, model, threads, truth, two_class, overrides, scope, on, previous},
          "Links sources that hold each person once."},
         link_sources},
        {{"link follow",
          {},
          {in,
           mapping,
           out_folder,
           {"--model", "FILE", "a trained model", true},
           {"--changes", "FILE[,FILE]", "records that are new or take the place of others"},
           {"--gone", "FILE[,FILE]", "ids of records that go"},
           between_sources,
           threads,
           overrides,
           scope,
           on},
          "Links files, then one change after another, as one run would."},
         follow},
        {{"link train",
          {},
          {in, mapping, out_file, threads, two_class, between_sources, labels, scope, on},
          "Learns a model from files."},
         train},
        {{"link explain",
          {},
          {in, mapping, {"--pair", "ID,ID", "two record ids", true}, model, threads, two_class},
          "Says why two records are one person, or not."},
         explain},
        {{"link search",
          {},
          {in, mapping, {"--query", "name=…,born=…", "what is known of somebody", true}, model, threads},
          "Finds the likeliest people in files."},
         search},
        {{"link splink",
          {},
          {{"--in", "FILE[,FILE]", "CSV files with the columns that the settings name", true},
           {"--settings", "FILE", "a model as Splink writes it, in JSON", true},
           {"--out", "FILE", "the pairs with their weights, as CSV", true}},
          "Scores files with a model of Splink's, as Splink does."},
         splink},
        {{"link evaluate",
          {},
          {{"--clusters", "FILE", "clusters.csv of dedupe or link", true},
           {"--in", "FILE[,FILE]", "CSV files that know the truth", true},
           {"--record-id", "COLUMN[,COLUMN]", "of those files; the first that a file has", true},
           {"--person", "COLUMN", "who each record really is", true},
           {"--household", "COLUMN", "to which household the person belongs"},
           {"--by", "COLUMN[,COLUMN]", "compares recall: sex, age band, origin"},
           {"--json", "FILE", "where the same goes as JSON"}},
          "Says how good clusters are where the truth is known."},
         evaluate},
    };
}

} // namespace kith::app
