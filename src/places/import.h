#pragma once
// What every import of a file has in common: it reads the file as a stream inside one transaction, collects mistakes,
// counts, and leaves a line in history with the file's SHA-256.

#include "places/csv.h"
#include "places/ward_store.h"

#include <filesystem>
#include <functional>
#include <ostream>

namespace kith::db {
class Database;
}

namespace kith::places {

// Where a command speaks to whoever runs it.
struct Console {
    std::ostream& out;
    std::ostream& problems;
    bool terminal = false; // somebody is watching: show how far it is
};

struct Counts {
    std::int64_t rows = 0;
    std::int64_t added = 0;
    std::int64_t changed = 0;

    std::int64_t unchanged() const { return rows - added - changed; }
};

inline constexpr std::size_t most_mistakes = 100;

class Columns;

// One import while it runs.
class Import {
public:
    Import(std::istream& bytes, const Console& console, std::int64_t size)
        : input(bytes), csv(bytes), console_(console), size_(size) {}

    std::istream& input; // for files that are not CSV
    CsvReader csv;
    Counts counts;
    std::vector<std::string> notes = {}; // what was kept but should be looked at

    // Takes the next row that has the columns' width; others are refused. False at the end, and after enough mistakes.
    bool next_row(const Columns& columns);

    // A row that is refused. Past the hundredth, reading stops.
    void refuse(std::int64_t line, std::string text);

    void count(Saved saved);

    const std::vector<Mistake>& mistakes() const { return mistakes_; }

    bool has_enough_mistakes() const { return mistakes_.size() >= most_mistakes; }

private:
    void show_progress();

    const Console& console_;
    std::int64_t size_;
    std::int64_t shown_ = -1;
    std::vector<Mistake> mistakes_;
};

// The field as a sentence about it shows it: in quotation marks, shortened, without control characters.
std::string in_quotes(std::string_view field);

// Degrees as written; nothing when they are no numbers or not in England or Wales.
std::optional<Point> read_point(std::string_view longitude, std::string_view latitude);

// Runs `work` on the file in one transaction, and says on the console what came of it. `what` is the kind of import
// as history and the pages name it: "postcodes", "wards", "boundaries", "schools". Gives the exit code.
int run_import(db::Database& database, std::string_view what, const std::filesystem::path& file, const Console& console,
               const std::function<void(db::Writer&, Import&)>& work);

// The columns a file must have, found by name in its first row whatever their order.
class Columns {
public:
    // A column that is missing or doubled becomes a mistake of the import.
    Columns(Import& import, std::initializer_list<std::string_view> names);

    bool complete() const { return complete_; }

    std::size_t width() const { return width_; }

    // The field under that name, without white space at its ends.
    std::string_view operator[](std::string_view name) const;

private:
    const Import& import_;
    std::vector<std::pair<std::string_view, std::size_t>> places_;
    std::size_t width_ = 0;
    bool complete_ = false;
};

} // namespace kith::places
