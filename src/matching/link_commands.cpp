#include "matching/link_commands.h"

#include "base/result.h"
#include "base/text.h"
#include "linkage/explain.h"
#include "linkage/hash.h"
#include "linkage/households.h"
#include "linkage/search.h"
#include "linkage/train.h"
#include "matching/decisions.h"
#include "matching/files.h"
#include "matching/mapping.h"
#include "matching/report.h"
#include "matching/result_files.h"

#include <fstream>
#include <iostream>
#include <list>
#include <sstream>

namespace kith::matching {

namespace {

template <typename T>
T accepted(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().front().text);
    return std::move(result).value();
}

unsigned thread_count(const LinkRequest& request) {
    return request.threads != 0 ? request.threads : std::max(1U, std::thread::hardware_concurrency());
}

std::unique_ptr<linkage::Records> read_records(const LinkRequest& request, Stages& stages) {
    auto mapping = accepted(read_mapping(request.mapping));
    if (!request.truth.empty()) mapping.truth.any = {request.truth};
    const unsigned threads = thread_count(request);

    stages.begin("read");
    std::unique_ptr<linkage::Columns> columns;
    {
        std::vector<MappedFile> files;
        std::vector<linkage::Input> inputs;
        for (const auto& file : request.in) {
            files.emplace_back(file);
            inputs.push_back({file, files.back().bytes()});
        }
        columns = accepted(linkage::read_columns(inputs, mapping, threads));
    }
    stages.begin("normalise");
    return accepted(linkage::make_records(std::move(*columns), mapping, threads));
}

std::string text_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error(fmt::format("{} cannot be read. Is the path right?", file));
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

linkage::Model model_for(const LinkRequest& request, const linkage::Records& records, Stages& stages) {
    if (!request.model.empty()) return accepted(linkage::model_from_json(text_of(request.model), request.model));
    stages.begin("train");
    return linkage::train(records, {thread_count(request), request.two_class, request.between_sources});
}

std::string fresh_person(const std::string& lowest_record) {
    return person_named_after(linkage::hash_of(lowest_record));
}

std::string full_name(const linkage::Records& records, std::uint32_t record) {
    return fmt::format("{}:{}", records.sources.text(records.facts(record).source()), records.record_id(record));
}

// The files of a run, which appear together when all are written.
class Results {
public:
    explicit Results(std::filesystem::path folder) : folder_(std::move(folder)) {
        std::filesystem::create_directories(folder_);
    }

    NewFile& file(std::string_view name) { return files_.emplace_back(folder_ / name); }

    void appear() {
        for (auto& file : files_)
            file.finish();
    }

private:
    std::filesystem::path folder_;
    std::list<NewFile> files_;
};

// Persons keep their ids from the previous run where there was one.
PersonIds people(const LinkRequest& request, const linkage::Records& records, const linkage::Clusters& clusters,
                 Results& results) {
    if (request.previous.empty()) return {records, clusters, {}};
    const auto before = accepted(read_clusters(text_of(request.previous), request.previous));
    std::vector<linkage::NamedRecord> named;
    for (std::uint32_t i = 0; i < records.count; ++i) {
        const auto found = before.find(records.record_id(i));
        named.push_back({full_name(records, i), found == before.end() ? "" : found->second, clusters.of_record[i]});
    }
    auto result = linkage::named(named, fresh_person);
    results.file("events.csv").write(events_csv(result.events));
    return {records, clusters, std::move(result.person_of_record)};
}

std::vector<linkage::Constraint> constraints(const LinkRequest& request, const linkage::Records& records,
                                             Results& results) {
    if (request.overrides.empty()) return {};
    const auto overrides = accepted(read_overrides(text_of(request.overrides), request.overrides));
    auto applied = linkage::applied(records, overrides, request.on.value_or(Day()), request.scope);
    results.file("review.csv").write(review_csv(applied.review));
    return std::move(applied.constraints);
}

// Memory that runs out is said in words, not by the system.
template <typename Work>
int within_memory(Work&& work) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        throw std::runtime_error(
            "there is not enough memory. A million records take about 400 MB: give the machine more, "
            "or link part of the files.");
    }
}

int dedupe_files(const LinkRequest& request, std::ostream& out, std::ostream* progress);

double in_bits(linkage::Bits bits) {
    return static_cast<double>(bits) / linkage::bit;
}

void put(linkage::Described& described, std::string_view part) {
    const auto at = part.find('=');
    const auto key = trimmed(part.substr(0, at));
    const auto value = at == std::string_view::npos ? std::string() : trimmed(part.substr(at + 1));
    if (key == "name") {
        const auto last = value.rfind(' ');
        described.names.push_back(last == std::string::npos
                                      ? linkage::Described::PersonName{"", value}
                                      : linkage::Described::PersonName{value.substr(0, last), value.substr(last + 1)});
    } else if (key == "born") {
        described.born = value;
    } else if (key == "sex") {
        described.sex = value;
    } else if (key == "postcode") {
        described.addresses.push_back({"", "", value});
    } else if (key == "phone") {
        described.phones.push_back(value);
    } else {
        throw std::runtime_error(
            fmt::format("--query does not know \"{}\". It takes name=, born=, sex=, postcode= and phone=.", key));
    }
}

linkage::Sought sought_by(std::string_view query) {
    linkage::Sought sought;
    while (!query.empty()) {
        const auto end = std::min(query.find(','), query.size());
        put(sought.described, query.substr(0, end));
        query.remove_prefix(std::min(query.size(), end + 1));
    }
    return sought;
}

} // namespace

int dedupe(const LinkRequest& request, std::ostream& out, std::ostream* progress) {
    return within_memory([&] { return dedupe_files(request, out, progress); });
}

namespace {

int dedupe_files(const LinkRequest& request, std::ostream& out, std::ostream* progress) {
    Stages stages(progress);
    const auto records = read_records(request, stages);
    const auto model = model_for(request, *records, stages);

    stages.begin("score");
    const auto edges = linkage::link(*records, model,
                                     {.threads = thread_count(request),
                                      .between_sources_only = request.between_sources,
                                      .lowest_weight = linkage::bits(model.join)});
    stages.begin("cluster");
    Results results(request.out);
    linkage::ClusterOptions how;
    how.constraints = constraints(request, *records, results);
    how.threads = thread_count(request);
    how.one_record_per_source = request.between_sources;
    const auto clusters = linkage::cluster(*records, model, edges.kept, how);
    stages.begin("households");
    const auto homes = linkage::households(*records, edges.kept, clusters, {});

    stages.begin("write");
    write_clusters(results.file("clusters.csv"), people(request, *records, clusters, results), homes);
    write_edges(results.file("edges.csv"), *records, model, edges.kept, thread_count(request));
    stages.end();
    results.file("report.json")
        .write(report_json(*records, model, edges, clusters, homes, stages, thread_count(request)));
    results.appear();
    out << summary(*records, edges, clusters, stages);
    return 0;
}

} // namespace

int train(const LinkRequest& request, std::ostream& out, std::ostream* progress) {
    Stages stages(progress);
    const auto records = read_records(request, stages);
    stages.begin("train");
    const auto model = linkage::train(*records, {thread_count(request), request.two_class, request.between_sources});
    NewFile file(request.out);
    file.write(linkage::to_json(model));
    file.finish();
    out << fmt::format("{} is made from {} records.\n", request.out, records->count);
    return 0;
}

int search(const LinkRequest& request, const std::string& query, std::ostream& out) {
    const auto sought = sought_by(query);
    Stages stages(nullptr);
    const auto records = read_records(request, stages);
    linkage::Search index(model_for(request, *records, stages));
    index.add(*records);
    for (const auto& hit : index.find(sought, 10)) {
        out << fmt::format("{}  {:.2f} bits:", hit.id, in_bits(hit.weight));
        for (const auto& each : hit.contributions)
            out << fmt::format(" {} {} {:+.2f}", linkage::comparison_word(each.comparison),
                               linkage::level_word(each.comparison, each.level),
                               in_bits(each.level_bits + each.frequency_bits));
        out << "\n";
    }
    return 0;
}

int explain(const LinkRequest& request, const std::string& one, const std::string& other, std::ostream& out) {
    Stages stages(nullptr);
    const auto records = read_records(request, stages);
    const auto model = model_for(request, *records, stages);
    out << linkage::explanation(*records, model, accepted(linkage::find_record(*records, one)),
                                accepted(linkage::find_record(*records, other)));
    return 0;
}

} // namespace kith::matching
