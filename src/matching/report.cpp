#include "matching/report.h"

#include "linkage/quality.h"

#include <ostream>
#include <sys/resource.h>

namespace kith::matching {

namespace {

double seconds_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Used {
    double processor_seconds = 0, peak_megabytes = 0;
};

Used used_now() {
    struct rusage usage {};

    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return {seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(usage.ru_maxrss) / 1024};
}

std::size_t distinct(std::vector<std::uint32_t> numbers) {
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < numbers.size(); ++i)
        count += numbers[i] == i ? 1U : 0U;
    return count;
}

} // namespace

void Stages::begin(std::string name) {
    end();
    open_ = std::move(name);
    began_ = seconds_now();
    began_processor_ = used_now().processor_seconds;
    if (progress_) *progress_ << open_ << " …" << std::flush;
}

void Stages::end() {
    if (open_.empty()) return;
    const auto used = used_now();
    all_.push_back({open_, seconds_now() - began_, used.processor_seconds - began_processor_, used.peak_megabytes});
    open_.clear();
    if (progress_) *progress_ << fmt::format(" {:.1f} s\n", all_.back().seconds) << std::flush;
}

std::string column_word(const linkage::Records& records, unsigned which) {
    using namespace linkage;
    const unsigned number = which - comparison::identifier;
    if (which >= comparison::identifier && number < records.identifier_names.size())
        return records.identifier_names[number];
    return std::string(comparison_word(which));
}

std::string report_json(const linkage::Records& records, const linkage::Model& model, const linkage::Edges& edges,
                        const linkage::Clusters& clusters, const std::vector<std::uint32_t>& households,
                        const Stages& stages, unsigned threads) {
    std::size_t links = 0;
    for (const auto& edge : edges.kept)
        links += edge.weight >= linkage::bits(model.join) ? 1U : 0U;
    std::string text =
        fmt::format("{{\n  \"format\": \"kith-linkage-report-1\",\n  \"records\": {},\n  \"sources\": {},\n"
                    "  \"pairs_compared\": {},\n  \"pairs_passed_over\": {},\n  \"links\": {},\n"
                    "  \"people\": {},\n  \"households\": {},\n  \"threads\": {},\n",
                    records.count, records.sources.size() - 1, edges.pairs.compared, edges.pairs.passed_over, links,
                    distinct(clusters.of_record), distinct(households), threads);
    text += fmt::format("  \"shares\": {{\"same_person\": {:.6g}, \"same_household\": {:.6g}, \"twins\": {:.6g}}},\n",
                        model.share[0], model.share[1], model.share[2]);
    if (!records.truth.empty()) {
        const auto found = linkage::quality(records.truth, clusters.of_record);
        text += fmt::format(
            "  \"quality\": {{\"true_pairs\": {}, \"found_pairs\": {}, \"right_pairs\": {}, \"precision\": {:.6f}, "
            "\"recall\": {:.6f}, \"f1\": {:.6f}}},\n",
            found.true_pairs, found.found_pairs, found.right_pairs, found.precision(), found.recall(), found.f1());
    }
    text += "  \"stages\": [";
    double seconds = 0, processor = 0, peak = 0;
    for (const auto& stage : stages.all()) {
        text += fmt::format(
            "{}\n    {{\"name\": \"{}\", \"seconds\": {:.3f}, \"cpu_seconds\": {:.3f}, \"peak_megabytes\": {:.0f}}}",
            seconds == 0 ? "" : ",", stage.name, stage.seconds, stage.processor_seconds, stage.peak_megabytes);
        seconds += stage.seconds;
        processor += stage.processor_seconds;
        peak = std::max(peak, stage.peak_megabytes);
    }
    text +=
        fmt::format("\n  ],\n  \"seconds\": {:.3f},\n  \"cpu_seconds\": {:.3f},\n  \"peak_megabytes\": {:.0f}\n}}\n",
                    seconds, processor, peak);
    return text;
}

std::string summary(const linkage::Records& records, const linkage::Edges& edges, const linkage::Clusters& clusters,
                    const Stages& stages) {
    double seconds = 0;
    for (const auto& stage : stages.all())
        seconds += stage.seconds;
    auto text = fmt::format("{} records of {} people, from {} pairs, in {:.2f} s.\n", records.count,
                            distinct(clusters.of_record), edges.pairs.compared, seconds);
    if (records.truth.empty()) return text;
    const auto found = linkage::quality(records.truth, clusters.of_record);
    return text +
           fmt::format("Precision {:.4f}, recall {:.4f}, F1 {:.4f}.\n", found.precision(), found.recall(), found.f1());
}

} // namespace kith::matching
