#include "matching/decisions.h"

#include "linkage/csv.h"
#include "matching/csv_text.h"

namespace kith::matching {

namespace {

using linkage::RecordReader;

Problem refused(std::string_view name, std::string_view csv, std::size_t at, std::string_view what) {
    return {"", "file", fmt::format("{}, line {}: {}", name, linkage::line_of(csv, at), what)};
}

bool has_heading(RecordReader& reader, std::initializer_list<std::string_view> headings) {
    return reader.next() &&
           std::equal(headings.begin(), headings.end(), reader.values().begin(), reader.values().end());
}

} // namespace

Result<std::vector<linkage::Override>> read_overrides(std::string_view csv, std::string_view name) {
    RecordReader reader(csv);
    if (!has_heading(
            reader, {"source_a", "record_a", "source_b", "record_b", "decision", "author", "reason", "scope", "until"}))
        return refused(name, csv, 0,
                       "the heading must be source_a,record_a,source_b,record_b,decision,author,reason,scope,until.");
    std::vector<linkage::Override> overrides;
    while (reader.next()) {
        const auto& v = reader.values();
        if (v.size() != 9)
            return refused(name, csv, reader.began(), fmt::format("{} values where there must be 9.", v.size()));
        if (v[4] != "same" && v[4] != "different")
            return refused(name, csv, reader.began(), "the decision must be \"same\" or \"different\".");
        if (v[5].empty() || v[6].empty())
            return refused(name, csv, reader.began(), "a decision needs its author and its reason.");
        const auto until = Day::parse(v[8]);
        if (!v[8].empty() && !until) return refused(name, csv, reader.began(), "until must be a day like 2027-03-31.");
        overrides.push_back({{std::string(v[0]), std::string(v[1])},
                             {std::string(v[2]), std::string(v[3])},
                             v[4] == "same",
                             std::string(v[5]),
                             std::string(v[6]),
                             std::string(v[7]),
                             until});
    }
    return overrides;
}

Result<std::map<std::string, std::string, std::less<>>> read_clusters(std::string_view csv, std::string_view name) {
    RecordReader reader(csv);
    if (!has_heading(reader, {"record_id", "person_id", "household_id"}))
        return refused(name, csv, 0, "this is no clusters.csv: the heading must be record_id,person_id,household_id.");
    std::map<std::string, std::string, std::less<>> people;
    while (reader.next()) {
        const auto& v = reader.values();
        if (v.size() != 3)
            return refused(name, csv, reader.began(), fmt::format("{} values where there must be 3.", v.size()));
        if (!people.emplace(v[0], v[1]).second)
            return refused(
                name, csv, reader.began(),
                "this record id stands twice. Persons keep their ids only when record ids differ in all sources.");
    }
    return people;
}

Result<std::vector<linkage::FormerId>> read_former_ids(std::string_view csv, std::string_view name) {
    RecordReader reader(csv);
    if (!has_heading(reader, {"person_id", "record"}))
        return refused(name, csv, 0, "this is no former_ids.csv: the heading must be person_id,record.");
    std::vector<linkage::FormerId> former;
    while (reader.next()) {
        const auto& v = reader.values();
        if (v.size() != 2)
            return refused(name, csv, reader.began(), fmt::format("{} values where there must be 2.", v.size()));
        former.push_back({std::string(v[0]), std::string(v[1])});
    }
    return former;
}

std::string review_csv(const std::vector<linkage::ReviewItem>& review) {
    std::string text(review_heading);
    constexpr std::array<std::string_view, 3> words = {"contradiction", "no such record", "sealed"};
    for (const auto& item : review) {
        text += fmt::format("{},{},", item.override_number + 2, words[static_cast<std::size_t>(item.why)]);
        append_csv(text, item.text);
        text += '\n';
    }
    return text;
}

std::string events_csv(const std::vector<linkage::PersonEvent>& events) {
    std::string text(events_heading);
    constexpr std::array<std::string_view, 3> words = {"appeared", "merged", "split"};
    for (const auto& event : events) {
        text += fmt::format("{},{},{},", words[static_cast<std::size_t>(event.what)], event.person, event.other);
        append_csv(text, fmt::format("{}", fmt::join(event.records, " ")));
        text += '\n';
    }
    return text;
}

std::string former_ids_csv(const std::vector<linkage::FormerId>& former) {
    std::string text(former_ids_heading);
    for (const auto& each : former) {
        text += each.person + ",";
        append_csv(text, each.record);
        text += '\n';
    }
    return text;
}

} // namespace kith::matching
