#include "matching/report.h"

#include "linkage/evaluate.h"

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

// Only records whose truth is given. Recall is told apart by sex and decades of birth, as each record gives them.
linkage::Quality quality(const linkage::Records& records, const linkage::Clusters& clusters) {
    linkage::Judged judged;
    linkage::Trait sex{"sex", {"unknown", "male", "female"}, {}};
    linkage::Trait born{
        "born", {"unknown", "before 1950", "1950s and 1960s", "1970s and 1980s", "1990s", "since 2000"}, {}};
    for (std::uint32_t i = 0; i < records.count; ++i) {
        if (records.truth[i] == 0) continue;
        judged.person.push_back(records.truth[i]);
        judged.cluster.push_back(clusters.of_record[i]);
        sex.of_record.push_back(static_cast<std::uint32_t>(records.facts(i).sex()));
        const auto year = linkage::Birth::unpacked(records.rows[i].lanes[linkage::lane::birth]).year;
        born.of_record.push_back(year == 0     ? 0
                                 : year < 1950 ? 1
                                 : year < 1970 ? 2
                                 : year < 1990 ? 3
                                 : year < 2000 ? 4
                                               : 5);
    }
    judged.traits = {std::move(sex), std::move(born)};
    return linkage::evaluated(judged);
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

std::string report_json(const linkage::Records& records, const linkage::Model& model, std::string_view model_sha256,
                        const linkage::Edges& edges, const linkage::Clusters& clusters,
                        const std::vector<std::uint32_t>& households, const Stages& stages, unsigned threads) {
    std::size_t links = 0;
    for (const auto& edge : edges.kept)
        links += edge.weight >= linkage::bits(model.join) ? 1U : 0U;
    std::string text(report_beginning);
    text += fmt::format("  \"records\": {},\n  \"sources\": {},\n"
                        "  \"pairs_compared\": {},\n  \"pairs_passed_over\": {},\n  \"links\": {},\n"
                        "  \"people\": {},\n  \"households\": {},\n  \"threads\": {},\n",
                        records.count, records.sources.size() - 1, edges.pairs.compared, edges.pairs.passed_over, links,
                        distinct(clusters.of_record), distinct(households), threads);
    text += fmt::format("  \"shares\": {{\"same_person\": {:.6g}, \"same_household\": {:.6g}, \"twins\": {:.6g}, "
                        "\"namesakes\": {:.6g}}},\n",
                        model.share[0], model.share[1], model.share[2], model.share[3]);
    text += fmt::format("  \"model\": {},\n", linkage::origin_json(model, model_sha256));
    if (!records.truth.empty())
        text += fmt::format("  \"quality\": {},\n", linkage::as_json(quality(records, clusters)));
    text += "  \"rules\": [";
    for (const auto& rule : edges.by_rule)
        text += fmt::format("{}\n    {{\"shares\": \"{}\", \"pairs\": {}, \"links\": {}}}",
                            &rule == edges.by_rule.data() ? "" : ",", rule.lanes, rule.compared, rule.links);
    text += "\n  ],\n  \"stages\": [";
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
    if (records.unread_birthdays > 0)
        text += fmt::format("{} dates of birth are not understood and count as not known; the first is \"{}\".\n",
                            records.unread_birthdays, records.unread_birthday);
    if (records.truth.empty()) return text;
    const auto found = quality(records, clusters).people;
    return text +
           fmt::format("Precision {:.4f}, recall {:.4f}, F1 {:.4f}.\n", found.precision(), found.recall(), found.f1());
}

} // namespace kith::matching
