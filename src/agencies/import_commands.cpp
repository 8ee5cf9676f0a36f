#include "agencies/import_commands.h"

#include "agencies/checks.h"
#include "agencies/school_store.h"
#include "base/number.h"
#include "base/text.h"
#include "history/record.h"
#include "places/codes.h"

namespace kith::agencies {

namespace {

using places::in_quotes;

constexpr std::size_t most_named = 20; // schools named one by one in a note

bool is_digits(std::string_view text, std::size_t length) {
    return text.size() == length && are_digits(text);
}

std::optional<std::int64_t> to_count(std::string_view text) {
    const auto count = whole_number<std::int64_t>(text);
    return count && *count >= 0 ? count : std::nullopt;
}

SchoolEntry to_entry(const places::Columns& columns) {
    return {.urn = std::string(columns["urn"]),
            .name = std::string(columns["establishment_name"]),
            .phase = std::string(columns["education_phase"]),
            .type = std::string(columns["establishment_type"]),
            .council_number = std::string(columns["la_code"]),
            .council_name = std::string(columns["la_name"]),
            .number_in_council = std::string(columns["establishment_number"]),
            .pupils = to_count(columns["number_of_pupils"]),
            .point = places::read_point(columns["longitude"], columns["latitude"]),
            .lsoa = std::string(columns["lsoa_code"])};
}

std::string mistake_in_school(const SchoolEntry& entry, const places::Columns& columns) {
    if (!is_digits(entry.urn, 6)) return in_quotes(entry.urn) + " is no URN: six digits.";
    if (entry.name.empty()) return "The school has no name.";
    if (character_count(entry.name) > longest_name)
        return fmt::format("The school's name is longer than {} characters.", longest_name);
    if (!is_digits(entry.council_number, 3) || entry.council_number[0] == '0')
        return in_quotes(entry.council_number) + " is no council number: three digits.";
    if (entry.council_name.empty()) return "The council has no name.";
    if (!entry.number_in_council.empty() && !is_digits(entry.number_in_council, 4))
        return in_quotes(entry.number_in_council) + " is no establishment number: four digits.";
    if (!entry.pupils && !columns["number_of_pupils"].empty())
        return in_quotes(columns["number_of_pupils"]) + " is no number of pupils.";
    if (!entry.lsoa.empty() && !places::is_lsoa_code(entry.lsoa)) return in_quotes(entry.lsoa) + " is no LSOA code.";
    if (!entry.point && !(columns["longitude"].empty() && columns["latitude"].empty()))
        return fmt::format("Longitude {} and latitude {} are not a place in England or Wales.",
                           in_quotes(columns["longitude"]), in_quotes(columns["latitude"]));
    return "";
}

// What one row must agree on with those above it.
class Earlier {
public:
    std::string mistake(const SchoolEntry& entry, std::int64_t line) {
        const auto [first, is_new] = lines_.emplace(entry.urn, line);
        if (!is_new) return fmt::format("The school {} stands on line {} already.", entry.urn, first->second);
        const auto& name = councils_.emplace(entry.council_number, entry.council_name).first->second;
        if (name != entry.council_name)
            return fmt::format("The council {} is called {} here and {} further up.", entry.council_number,
                               in_quotes(entry.council_name), in_quotes(name));
        return "";
    }

private:
    std::map<std::string, std::int64_t> lines_;
    std::map<std::string, std::string> councils_;
};

void say_without_ward(places::Import& import, const std::vector<std::string>& without) {
    if (without.empty()) return;
    import.notes.push_back(fmt::format(
        "{} in no ward whose boundary was imported; the ward is not set. Import the boundaries of the council around "
        "(kith import wards FILE.geojson), and the ward follows:",
        counted(without.size(), "school lies", "schools lie")));
    for (std::size_t i = 0; i < without.size() && i < most_named; i++)
        import.notes.push_back("  " + without[i]);
    if (without.size() > most_named) import.notes.push_back(fmt::format("  and {} more", without.size() - most_named));
}

void read_schools(db::Writer& writer, places::Import& import) {
    const places::Columns columns(import, {"urn", "la_code", "la_name", "establishment_number", "establishment_name",
                                           "establishment_type", "education_phase", "number_of_pupils", "lsoa_code",
                                           "longitude", "latitude"});
    if (!columns.complete()) return;
    const history::Actor actor{.user = {}, .posting = {}, .agency = {}, .request = "command line"};
    Earlier earlier;
    std::vector<std::string> without_ward;
    while (import.next_row(columns)) {
        const auto entry = to_entry(columns);
        auto mistake = mistake_in_school(entry, columns);
        if (mistake.empty()) mistake = earlier.mistake(entry, import.csv.line());
        if (!mistake.empty()) {
            import.refuse(import.csv.line(), std::move(mistake));
            continue;
        }
        if (!import.mistakes().empty()) continue;
        const auto saved = save_school(writer, actor, entry);
        import.count(saved.saved);
        if (!saved.has_ward) without_ward.push_back(entry.urn + " " + entry.name);
    }
    say_without_ward(import, without_ward);
}

} // namespace

int import_schools(db::Database& database, const std::filesystem::path& file, const places::Console& console) {
    return places::run_import(database, "schools", file, console, read_schools);
}

} // namespace kith::agencies
