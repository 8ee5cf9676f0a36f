#include "matching/link_commands.h"

#include "base/crypto.h"
#include "base/text.h"
#include "linkage/explain.h"
#include "linkage/hash.h"
#include "linkage/households.h"
#include "linkage/live.h"
#include "linkage/search.h"
#include "linkage/train.h"
#include "matching/command.h"
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

unsigned thread_count(const LinkRequest& request) {
    return request.threads != 0 ? request.threads : std::max(1U, std::thread::hardware_concurrency());
}

linkage::Mapping mapping_of(const LinkRequest& request) {
    auto mapping = accepted(read_mapping(request.mapping));
    if (!request.truth.empty()) mapping.truth.any = {request.truth};
    return mapping;
}

// By this name, wherever it lies, a file is a source where the mapping names no column of sources.
std::string own_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

// `under`: the source to which the files belong, where it is not their own name.
std::unique_ptr<linkage::Columns> columns_of(const std::vector<std::string>& paths, const linkage::Mapping& mapping,
                                             unsigned threads, const std::string& under = "") {
    std::vector<MappedFile> files;
    std::vector<linkage::Input> inputs;
    for (const auto& file : paths) {
        files.emplace_back(file);
        inputs.push_back({file, files.back().bytes(), under.empty() ? own_name(file) : under});
    }
    return accepted(linkage::read_columns(inputs, mapping, threads));
}

// What is usual is the model's to say, when there is one that knows.
std::unique_ptr<linkage::Records> read_records(const LinkRequest& request, const std::optional<linkage::Model>& model,
                                               Stages& stages, bool may_grow = false) {
    const auto mapping = mapping_of(request);
    const unsigned threads = thread_count(request);
    stages.begin("read");
    auto columns = columns_of(request.in, mapping, threads);
    stages.begin("normalise");
    const auto* usual = model && model->usual ? &*model->usual : nullptr;
    return accepted(linkage::make_records(std::move(*columns), mapping, threads, usual, may_grow));
}

std::string text_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error(fmt::format("{} cannot be read. Is the path right?", file));
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::optional<linkage::Model> model_given(const LinkRequest& request) {
    if (request.model.empty()) return {};
    return accepted(linkage::model_from_json(text_of(request.model), request.model));
}

linkage::Model learned(const LinkRequest& request, const linkage::Records& records, Stages& stages,
                       std::vector<linkage::Constraint> labels = {}) {
    stages.begin("train");
    auto model =
        linkage::train(records, {thread_count(request), request.two_class, request.between_sources, std::move(labels)});
    if (request.on) model.made_on = request.on->iso();
    return model;
}

struct Read {
    std::unique_ptr<linkage::Records> records;
    linkage::Model model;
};

Read read(const LinkRequest& request, Stages& stages) {
    auto model = model_given(request);
    auto records = read_records(request, model, stages);
    if (!model) model = learned(request, *records, stages);
    return {std::move(records), std::move(*model)};
}

// Of its file, or of the file that it would be.
std::string sha256_of(const LinkRequest& request, const linkage::Model& model) {
    return hex(sha256(request.model.empty() ? linkage::to_json(model) : text_of(request.model)));
}

std::string fresh_person(const std::string& lowest_record) {
    return person_named_after(linkage::hash_of(lowest_record));
}

std::string full_name(const linkage::Records& records, std::uint32_t record) {
    return fmt::format("{}:{}", records.sources.text(records.facts(record).source()), records.record_id(record));
}

// The files of a run, which appear one after another when all are written. Those of an earlier run that this one has no
// word on go, so that nothing in the folder speaks of other people than the rest.
class Results {
public:
    explicit Results(std::filesystem::path folder) : folder_(std::move(folder)) {
        std::filesystem::create_directories(folder_);
    }

    NewFile& file(std::string_view name) {
        written_.emplace(name);
        return files_.emplace_back(folder_ / name);
    }

    void appear() {
        for (auto& file : files_)
            file.finish();
        for (const auto& [name, beginning] : seldom_written)
            if (!written_.contains(name) && begins(folder_ / name, beginning)) std::filesystem::remove(folder_ / name);
    }

private:
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> seldom_written = {
        {{"households.csv", households_heading},
         {"review.csv", review_heading},
         {"events.csv", events_heading},
         {"former_ids.csv", former_ids_heading},
         {"report.json", report_beginning}}};

    // Somebody else's file of that name stays.
    static bool begins(const std::filesystem::path& file, std::string_view with) {
        std::string beginning(with.size(), '\0');
        std::ifstream in(file, std::ios::binary);
        return in.read(beginning.data(), static_cast<std::streamsize>(beginning.size())) && beginning == with;
    }

    std::filesystem::path folder_;
    std::list<NewFile> files_;
    std::set<std::string, std::less<>> written_;
};

// Beside the clusters of that run, where it knew of any.
std::vector<linkage::FormerId> former_ids(const std::filesystem::path& clusters) {
    const auto file = clusters.parent_path() / "former_ids.csv";
    if (!std::filesystem::exists(file)) return {};
    return accepted(read_former_ids(text_of(file), file.string()));
}

// By record, its person in an earlier run ("": it is new here); empty where there was none.
std::vector<std::string> persons_before(const LinkRequest& request, const linkage::Records& records) {
    if (request.previous.empty()) return {};
    const auto before = accepted(read_clusters(text_of(request.previous), request.previous));
    std::vector<std::string> all(records.count);
    for (std::uint32_t i = 0; i < records.count; ++i)
        if (const auto found = before.find(records.record_id(i)); found != before.end()) all[i] = found->second;
    return all;
}

// A number for each person.
std::vector<std::uint32_t> numbered(const std::vector<std::string>& persons) {
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    std::vector<std::uint32_t> all;
    for (const auto& person : persons)
        all.push_back(person.empty()
                          ? linkage::nobody_before
                          : numbers.try_emplace(person, static_cast<std::uint32_t>(numbers.size())).first->second);
    return all;
}

// Persons keep their ids from the previous run where there was one.
PersonIds people(const LinkRequest& request, const linkage::Records& records, const linkage::Clusters& clusters,
                 const std::vector<std::string>& before, Results& results) {
    if (request.previous.empty()) return {records, clusters, {}};
    std::vector<linkage::NamedRecord> named;
    for (std::uint32_t i = 0; i < records.count; ++i)
        named.push_back({full_name(records, i), before[i], clusters.of_record[i]});
    auto result = linkage::named(named, former_ids(request.previous), fresh_person);
    results.file("events.csv").write(events_csv(result.events));
    results.file("former_ids.csv").write(former_ids_csv(result.former));
    return {records, clusters, std::move(result.person_of_record)};
}

std::vector<linkage::Constraint> constraints(const LinkRequest& request, const linkage::Records& records,
                                             Results& results, std::string& told) {
    if (request.overrides.empty()) return {};
    const auto overrides = accepted(read_overrides(text_of(request.overrides), request.overrides));
    auto applied = linkage::applied(records, overrides, request.on.value_or(Day()), request.scope);
    results.file("review.csv").write(review_csv(applied.review));
    if (!applied.review.empty())
        told = fmt::format("{} of {} decisions are not applied: review.csv says why.\n", applied.review.size(),
                           overrides.size());
    return std::move(applied.constraints);
}

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

int dedupe_files(const LinkRequest& request, std::ostream& out, std::ostream* progress) {
    Stages stages(progress);
    const auto [records, model] = read(request, stages);
    constexpr std::uint32_t one_and_the_empty = 2;
    if (request.between_sources && records->count > 0 && records->sources.size() <= one_and_the_empty)
        throw std::runtime_error(
            "`kith link link` links sources, and these records are all of one. Each file is a source, "
            "or each value of `source` in the mapping; for one use `kith link dedupe`.");

    stages.begin("score");
    const auto edges = linkage::link(*records, model,
                                     {.threads = thread_count(request),
                                      .between_sources_only = request.between_sources,
                                      .lowest_weight = linkage::bits(model.join)});
    stages.begin("cluster");
    Results results(request.out);
    linkage::ClusterOptions how;
    std::string told;
    how.constraints = constraints(request, *records, results, told);
    how.threads = thread_count(request);
    how.one_record_per_source = request.between_sources;
    const auto before = persons_before(request, *records);
    how.before = numbered(before);
    const auto clusters = linkage::cluster(*records, model, edges.kept, how);
    stages.begin("households");
    const auto homes = linkage::households(*records, {}, edges.kept, clusters.of_record, {});

    stages.begin("write");
    const auto persons = people(request, *records, clusters, before, results);
    write_clusters(results.file("clusters.csv"), persons, homes);
    if (records->has(linkage::Role::recorded_on))
        write_households(results.file("households.csv"), persons,
                         linkage::households_over_time(*records, edges.kept, clusters.of_record, {}));
    write_edges(results.file("edges.csv"), *records, model, edges.kept, thread_count(request));
    stages.end();
    results.file("report.json")
        .write(report_json(*records, model, sha256_of(request, model), edges, clusters, homes, stages,
                           thread_count(request)));
    results.appear();
    out << summary(*records, edges, clusters, stages) << told;
    return 0;
}

std::vector<linkage::RecordName> names_in(const std::string& file, const linkage::Mapping& mapping,
                                          const std::string& under) {
    linkage::Mapping only;
    only.record_id = mapping.record_id;
    only.source = mapping.source;
    const auto columns = columns_of({file}, only, 1, under);
    const auto& source = columns->column(linkage::Role::source);
    std::vector<linkage::RecordName> names;
    for (std::size_t i = 0; i < columns->records; ++i)
        names.push_back({std::string(source.texts.text(source.of_record[i])), std::string(columns->record_id(i))});
    return names;
}

int follow_files(const LinkRequest& request, const Changes& changes, std::ostream& out, std::ostream* progress) {
    Stages stages(progress);
    const auto model = model_given(request);
    if (!model || !model->usual)
        throw std::runtime_error("follow needs a model that says what is usual: make one with `kith link train` and "
                                 "name it with --model.");
    auto records = read_records(request, model, stages, true);
    stages.begin("link");
    const auto mapping = mapping_of(request);
    linkage::LiveOptions options;
    options.threads = thread_count(request);
    options.on = request.on.value_or(Day());
    options.scope = request.scope;
    options.between_sources_only = request.between_sources;
    if (!request.overrides.empty())
        options.overrides = accepted(read_overrides(text_of(request.overrides), request.overrides));
    linkage::Live live(std::move(records), mapping, *model, std::move(options));

    // Where files are the sources, a change belongs to the file that it changes.
    const auto under = mapping.source.any.empty() && request.in.size() == 1 ? own_name(request.in.front()) : "";
    linkage::Settled done;
    for (const auto& file : changes.files) {
        stages.begin(file);
        done += accepted(live.apply(std::move(*columns_of({file}, mapping, 1, under)), {}));
    }
    for (const auto& file : changes.gone) {
        stages.begin(file);
        done += accepted(live.apply({}, names_in(file, mapping, under)));
    }

    stages.begin("write");
    Results results(request.out);
    if (!request.overrides.empty()) results.file("review.csv").write(review_csv(live.review()));
    const linkage::Clusters clusters{live.person()};
    std::vector<bool> is_here;
    for (std::uint32_t i = 0; i < live.records().count; ++i)
        is_here.push_back(live.is_here(i));
    write_clusters(results.file("clusters.csv"), {live.records(), clusters, {}, std::move(is_here)}, live.household());
    write_edges(results.file("edges.csv"), live.records(), live.model(), live.edges(), thread_count(request));
    stages.end();
    results.appear();
    out << fmt::format("{} records new, {} replaced, {} gone, {} unknown; {} of {} belong to another person or "
                       "household now.\n",
                       done.added, done.replaced, done.gone, done.unknown, done.people.size(), live.count());
    for (const auto& stage : stages.all())
        out << fmt::format("  {:<24} {:.4f} s, {:.4f} s of processors\n", stage.name, stage.seconds,
                           stage.processor_seconds);
    return 0;
}

int train_files(const LinkRequest& request, std::ostream& out, std::ostream* progress) {
    Stages stages(progress);
    const auto records = read_records(request, {}, stages);
    linkage::AppliedOverrides said;
    if (!request.labels.empty())
        said = linkage::applied(*records, accepted(read_overrides(text_of(request.labels), request.labels)),
                                request.on.value_or(Day()), request.scope);
    const auto labels = said.constraints.size();
    const auto model = learned(request, *records, stages, std::move(said.constraints));
    NewFile file(request.out);
    file.write(linkage::to_json(model));
    file.finish();
    out << fmt::format("{} is made from {} records", request.out, records->count);
    if (!request.labels.empty()) out << fmt::format(" and {} labels; {} are not used", labels, said.review.size());
    out << ".\n";
    for (const auto& item : said.review)
        out << fmt::format("  line {}: {}\n", item.override_number + 2, item.text);
    return 0;
}

int search_files(const LinkRequest& request, const std::string& query, std::ostream& out) {
    const auto sought = sought_by(query);
    Stages stages(nullptr);
    const auto [records, model] = read(request, stages);
    linkage::Search index(model);
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

int explain_files(const LinkRequest& request, const std::string& one, const std::string& other, std::ostream& out) {
    Stages stages(nullptr);
    const auto [records, model] = read(request, stages);
    out << linkage::explanation(*records, model, accepted(linkage::find_record(*records, one)),
                                accepted(linkage::find_record(*records, other)))
        << fmt::format("By the model {} of SHA-256 {}.\n",
                       request.model.empty() ? "learned from these files," : request.model, sha256_of(request, model));
    return 0;
}

} // namespace

int dedupe(const LinkRequest& request, std::ostream& out, std::ostream* progress) {
    return within_memory([&] { return dedupe_files(request, out, progress); });
}

int follow(const LinkRequest& request, const Changes& changes, std::ostream& out, std::ostream* progress) {
    return within_memory([&] { return follow_files(request, changes, out, progress); });
}

int train(const LinkRequest& request, std::ostream& out, std::ostream* progress) {
    return within_memory([&] { return train_files(request, out, progress); });
}

int search(const LinkRequest& request, const std::string& query, std::ostream& out) {
    return within_memory([&] { return search_files(request, query, out); });
}

int explain(const LinkRequest& request, const std::string& one, const std::string& other, std::ostream& out) {
    return within_memory([&] { return explain_files(request, one, other, out); });
}

} // namespace kith::matching
