#include "places/import_commands.h"

#include "base/text.h"
#include "db/database.h"
#include "places/boundary_file.h"
#include "places/codes.h"
#include "places/postcode_store.h"

#include <fstream>

namespace kith::places {

namespace {

using Wards = std::map<std::string, Ward, std::less<>>;

Wards wards_by_code(db::Reader& reader) {
    Wards wards;
    for (auto& ward : all_wards(reader)) {
        auto code = ward.code;
        wards.emplace(std::move(code), std::move(ward));
    }
    return wards;
}

// Refuses what is named twice. Eight bytes a postcode and eight for its line, so that a nation's fit.
class Seen {
public:
    void add(std::string_view postcode, std::int64_t line) {
        std::uint64_t key = 0;
        for (const char letter : postcode)
            key = (key << 8) | static_cast<unsigned char>(letter);
        seen_.emplace_back(key, line);
    }

    void refuse_doubles(Import& import) {
        std::sort(seen_.begin(), seen_.end());
        for (std::size_t i = 1; i < seen_.size() && !import.has_enough_mistakes(); i++)
            if (seen_[i].first == seen_[i - 1].first)
                import.refuse(seen_[i].second,
                              fmt::format("The postcode stands on line {} already.", seen_[i - 1].second));
    }

private:
    std::vector<std::pair<std::uint64_t, std::int64_t>> seen_;
};

// The mistake in a row of postcodes, or "" and the place.
std::string mistake_in_place(const Columns& columns, const Wards& wards, std::optional<Point>& point) {
    const auto ward = wards.find(columns["ward_code"]);
    if (ward == wards.end())
        return fmt::format("The ward code {} is not known. Import the list of wards first.",
                           in_quotes(columns["ward_code"]));
    if (columns["lad_code"] != ward->second.district)
        return fmt::format("The district code {} is not that of ward {} ({}).", in_quotes(columns["lad_code"]),
                           ward->second.code, ward->second.district);
    if (columns["utla_code"] != ward->second.upper_tier)
        return fmt::format("The council code {} is not that of ward {} ({}).", in_quotes(columns["utla_code"]),
                           ward->second.code, ward->second.upper_tier);
    for (const auto lsoa : {"lsoa21_code", "lsoa11_code"})
        if (!is_lsoa_code(columns[lsoa]))
            return fmt::format("{} is no LSOA code ({}).", in_quotes(columns[lsoa]), lsoa);
    if (!is_msoa_code(columns["msoa21_code"]))
        return fmt::format("{} is no MSOA code (msoa21_code).", in_quotes(columns["msoa21_code"]));
    point = read_point(columns["lon"], columns["lat"]);
    if (!point)
        return fmt::format("Longitude {} and latitude {} are not a place in England or Wales.",
                           in_quotes(columns["lon"]), in_quotes(columns["lat"]));
    return "";
}

void read_postcodes(db::Writer& writer, Import& import) {
    const Columns columns(import, {"postcode", "lat", "lon", "lad_code", "utla_code", "ward_code", "lsoa21_code",
                                   "lsoa11_code", "msoa21_code"});
    if (!columns.complete()) return;
    const auto wards = wards_by_code(writer);
    const auto before = number_of_postcodes(writer);
    Seen seen;
    std::int64_t saved = 0;
    while (import.next_row(columns)) {
        import.counts.rows++;
        const auto postcode = kith::postcode(columns["postcode"]);
        if (!postcode) {
            import.refuse(import.csv.line(), in_quotes(columns["postcode"]) + " is not a UK postcode.");
            continue;
        }
        std::optional<Point> point;
        if (auto mistake = mistake_in_place(columns, wards, point); !mistake.empty()) {
            import.refuse(import.csv.line(), std::move(mistake));
            continue;
        }
        seen.add(*postcode, import.csv.line());
        if (!import.mistakes().empty()) continue;
        saved += save_postcode(writer, {.postcode = *postcode,
                                        .ward = columns["ward_code"],
                                        .lsoa21 = columns["lsoa21_code"],
                                        .lsoa11 = columns["lsoa11_code"],
                                        .msoa21 = columns["msoa21_code"],
                                        .point = *point});
    }
    seen.refuse_doubles(import);
    import.counts.added = number_of_postcodes(writer) - before;
    import.counts.changed = saved - import.counts.added;
}

std::string mistake_in_ward(const Ward& ward) {
    if (!is_ward_code(ward.code)) return in_quotes(ward.code) + " is no ward code: E05 and six digits.";
    if (ward.name.empty()) return "The ward has no name.";
    if (!is_district_code(ward.district)) return in_quotes(ward.district) + " is no code of a district or borough.";
    if (ward.district_name.empty()) return "The district has no name.";
    if (!is_upper_tier_code(ward.upper_tier) || !may_be_upper_tier(ward.upper_tier, ward.district))
        return fmt::format("The council {} cannot be the one that runs children's services in {}.",
                           in_quotes(ward.upper_tier), ward.district);
    return "";
}

void read_wards(db::Writer& writer, Import& import) {
    const Columns columns(import, {"ward_code", "ward_name", "lad_code", "lad_name", "utla_code"});
    if (!columns.complete()) return;
    std::map<std::string, std::int64_t> seen;
    std::map<std::string, std::string> district_names;
    while (import.next_row(columns)) {
        const Ward ward{.code = std::string(columns["ward_code"]),
                        .name = std::string(columns["ward_name"]),
                        .district = std::string(columns["lad_code"]),
                        .district_name = std::string(columns["lad_name"]),
                        .upper_tier = std::string(columns["utla_code"])};
        auto mistake = mistake_in_ward(ward);
        const auto [first, is_new] = seen.emplace(ward.code, import.csv.line());
        if (mistake.empty() && !is_new)
            mistake = fmt::format("The ward {} stands on line {} already.", ward.code, first->second);
        const auto& name = district_names.emplace(ward.district, ward.district_name).first->second;
        if (mistake.empty() && name != ward.district_name)
            mistake = fmt::format("{} is called {} here and {} further up.", ward.district,
                                  in_quotes(ward.district_name), in_quotes(name));
        if (mistake.empty())
            import.count(save_ward(writer, ward));
        else
            import.refuse(import.csv.line(), std::move(mistake));
    }
}

bool looks_like_json(const std::filesystem::path& file) {
    std::ifstream opened(file, std::ios::binary);
    char first = 0;
    opened >> first;
    return first == '{' || first == '[';
}

} // namespace

int import_postcodes(db::Database& database, const std::filesystem::path& file, const Console& console) {
    return run_import(database, "postcodes", file, console, read_postcodes);
}

int import_wards(db::Database& database, const std::filesystem::path& file, const Console& console,
                 const std::function<void(db::Writer&)>& afterwards) {
    if (!looks_like_json(file)) return run_import(database, "wards", file, console, read_wards);
    return run_import(database, "boundaries", file, console, [&](db::Writer& writer, Import& import) {
        read_boundaries(writer, import);
        if (afterwards && import.mistakes().empty()) afterwards(writer);
    });
}

} // namespace kith::places
