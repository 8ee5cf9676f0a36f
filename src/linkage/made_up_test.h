#pragma once
// A small town in CSV, for tests of linkage: families with a record of each member in one to three feeds.

#include "linkage/cluster.h"
#include "linkage/households.h"
#include "linkage/train.h"

namespace kith::linkage {

inline Mapping made_up_mapping() {
    Mapping mapping;
    mapping.record_id = {{"id"}};
    mapping.source = {{"feed"}};
    mapping.forenames = {"forename"};
    mapping.surname = {{"surname"}};
    mapping.birth = {{"born"}};
    mapping.sex = {{"sex"}};
    mapping.house_number = {{"house"}};
    mapping.postcode = {{"postcode"}};
    mapping.phone = {{"phone"}};
    mapping.sealed = {{"sealed"}};
    mapping.truth = {{"person"}};
    mapping.identifiers = {{"upn", {{"upn"}}, true}};
    return mapping;
}

constexpr std::string_view made_up_heading =
    "id,feed,forename,surname,born,sex,house,postcode,phone,sealed,upn,person\n";

// Lines without the heading. The same every time.
inline std::vector<std::string> made_up_lines(unsigned families) {
    constexpr std::array<std::string_view, 24> forenames = {
        "Maya",    "Leo",    "Tobi",  "Ezra",    "Amira",  "Jonah",  "Freya",  "Rosa",
        "Idris",   "Nadia",  "Oscar", "Petra",   "Callum", "Wanda",  "Hassan", "Imogen",
        "Quentin", "Sunita", "Dylan", "Bronwen", "Viktor", "Yasmin", "Kofi",   "Lowri"};
    constexpr std::array<std::string_view, 20> surnames = {"Okafor",  "Brennan",  "Whitlock", "Szabo",   "Rahman",
                                                           "Tomkins", "Adeyemi",  "Grainger", "Pascoe",  "Lindqvist",
                                                           "Mirza",   "Holloway", "Fenwick",  "Castell", "Dhillon",
                                                           "Novak",   "Ashdown",  "Ibekwe",   "Quayle",  "Trevanion"};
    std::vector<std::string> lines;
    std::uint64_t chance = 1;
    const auto next = [&](std::uint64_t below) {
        chance = chance * 6364136223846793005U + 1442695040888963407U;
        return (chance >> 33) % below;
    };
    unsigned person = 0, id = 0;
    for (unsigned family = 0; family < families; ++family) {
        const auto surname = surnames[next(surnames.size())];
        const auto house = next(90) + 1;
        const auto postcode = fmt::format("ZX{} {}{}{}", next(9) + 1, next(9) + 1, "ABDE"[next(4)], "FGHJ"[next(4)]);
        const auto phone = fmt::format("01632960{:03}", next(1000));
        for (std::uint64_t member = 0, members = 2 + next(3); member < members; ++member) {
            ++person;
            const auto forename = forenames[next(forenames.size())];
            const auto born =
                fmt::format("{}-{:02}-{:02}", (member < 2 ? 1970 : 2008) + next(15), next(12) + 1, next(28) + 1);
            for (std::uint64_t feed = 0; feed < 3; ++feed) {
                if (feed > 0 && next(3) == 0) continue;
                auto written = std::string(forename);
                if (next(8) == 0) std::swap(written[1], written[2]);
                lines.push_back(fmt::format("r{},{},{},{},{},{},{},{},{},,,{}\n", ++id,
                                            std::array{"school", "health", "housing"}[feed], written, surname,
                                            next(12) == 0 ? "" : born, member % 2 == 0 ? "F" : "M", house, postcode,
                                            next(2) == 0 ? phone : "", person));
            }
        }
    }
    return lines;
}

inline std::string csv_of(const std::vector<std::string>& lines) {
    std::string csv(made_up_heading);
    for (const auto& line : lines)
        csv += line;
    return csv;
}

inline Result<std::unique_ptr<Records>> read(const std::string& csv, unsigned threads = 1,
                                             const Mapping& mapping = made_up_mapping()) {
    const std::array<Input, 1> files = {Input{"town.csv", csv}};
    return read_columns(files, mapping, threads).and_then([&](std::unique_ptr<Columns> columns) {
        return make_records(std::move(*columns), mapping, threads);
    });
}

struct Linked {
    std::unique_ptr<Records> records;
    Model model;
    Edges edges;
    Clusters clusters;
    std::vector<std::uint32_t> homes;

    // What clusters.csv would say, in the order of record ids.
    std::map<std::string, std::string> people() const {
        std::map<std::string, std::string> found;
        for (std::uint32_t i = 0; i < records->count; ++i)
            found[std::string(records->record_id(i))] =
                fmt::format("{} {}", records->record_id(clusters.of_record[i]), records->record_id(homes[i]));
        return found;
    }

    std::uint32_t number(std::string_view id) const {
        for (std::uint32_t i = 0; i < records->count; ++i)
            if (records->record_id(i) == id) return i;
        throw std::out_of_range("no such record");
    }

    bool are_one(std::string_view a, std::string_view b) const {
        return clusters.of_record[number(a)] == clusters.of_record[number(b)];
    }

    bool are_one_household(std::string_view a, std::string_view b) const {
        return homes[number(a)] == homes[number(b)];
    }
};

inline Linked linked(const std::string& csv, unsigned threads = 1, const std::vector<Constraint>& constraints = {}) {
    Linked result;
    auto records = read(csv, threads);
    result.records = std::move(records.value());
    result.model = train(*result.records, {threads, false});
    result.edges = link(*result.records, result.model, {.threads = threads});
    result.clusters = cluster(*result.records, result.model, result.edges.kept, {threads, false, constraints});
    result.homes = households(*result.records, {}, result.edges.kept, result.clusters.of_record, {});
    return result;
}

} // namespace kith::linkage
