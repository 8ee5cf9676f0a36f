#include "matching/splink_commands.h"

#include "base/text.h"
#include "linkage/csv.h"
#include "linkage/splink_score.h"
#include "matching/command.h"
#include "matching/csv_text.h"
#include "matching/files.h"

#include <ostream>

namespace kith::matching {

namespace {

using namespace linkage;

[[noreturn]] void refuse(std::string sentence) {
    throw std::runtime_error(std::move(sentence));
}

SplinkTable table_in(const std::string& file) {
    const MappedFile mapped(file);
    if (!is_valid_utf8(mapped.bytes())) refuse(file + " is not UTF-8. Save it as \"CSV UTF-8\".");
    RecordReader reader(mapped.bytes());
    SplinkTable table{std::filesystem::path(file).stem().string(), {}, {}};
    if (!reader.next()) refuse(fmt::format("{} is empty: it needs a heading and records.", file));
    table.columns.assign(reader.values().begin(), reader.values().end());
    while (reader.next()) {
        if (reader.values().size() != table.columns.size())
            refuse(fmt::format("{}, line {}: {} values where the heading has {}.", file,
                               line_of(mapped.bytes(), reader.began()), reader.values().size(), table.columns.size()));
        SplinkRecord record;
        for (const auto value : reader.values())
            record.push_back(value.empty() ? std::nullopt : std::optional<std::string>(value));
        table.records.push_back(std::move(record));
    }
    if (reader.unclosed()) refuse(file + ": a quoted value is never closed.");
    return table;
}

std::vector<SplinkTable> tables_in(const std::vector<std::string>& files) {
    std::vector<SplinkTable> tables;
    for (const auto& file : files) {
        tables.push_back(table_in(file));
        if (tables.back().columns != tables.front().columns)
            refuse(fmt::format("{} has other columns than {}: Splink's settings name columns that all files have.",
                               file, files.front()));
    }
    return tables;
}

int score(const SplinkRequest& request, std::ostream& out) {
    const MappedFile settings(request.settings);
    const auto model = accepted(splink_settings_from_json(settings.bytes(), request.settings));
    const auto edges = accepted(splink_edges(model, tables_in(request.in)));
    NewFile file(request.out);
    file.write("unique_id_l,unique_id_r,match_weight,match_probability\n");
    for (const auto& edge : edges) {
        std::string line;
        append_csv(line, edge.left);
        line += ',';
        append_csv(line, edge.right);
        file.write(line + fmt::format(",{},{}\n", edge.weight, edge.probability));
    }
    file.finish();
    out << fmt::format("{} pairs scored as Splink scores them, in {}.\n", edges.size(), request.out);
    return 0;
}

} // namespace

int splink(const SplinkRequest& request, std::ostream& out) {
    return within_memory([&] { return score(request, out); });
}

} // namespace kith::matching
