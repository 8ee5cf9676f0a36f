#include "places/import.h"

#include "base/digest.h"
#include "base/text.h"
#include "db/database.h"
#include "places/import_store.h"

#include <fstream>

namespace kith::places {

namespace {

// Undoes the import: the file is refused whole.
struct Refused {
    std::vector<Mistake> mistakes;
};

// Passes a file on and takes its SHA-256 on the way.
class Digesting final : public std::streambuf {
public:
    explicit Digesting(std::istream& from) : from_(from), buffer_(64 * 1024, '\0') {}

    std::string digest() {
        while (underflow() != traits_type::eof())
            setg(eback(), egptr(), egptr());
        return hex(digest_.sha256());
    }

protected:
    int_type underflow() override {
        if (gptr() < egptr()) return traits_type::to_int_type(*gptr());
        from_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        const auto taken = static_cast<std::size_t>(from_.gcount());
        digest_.add({buffer_.data(), taken});
        setg(buffer_.data(), buffer_.data(), buffer_.data() + taken);
        return taken == 0 ? traits_type::eof() : traits_type::to_int_type(buffer_.front());
    }

private:
    std::istream& from_;
    std::string buffer_;
    Digest digest_;
};

struct Finished {
    Counts counts;
    std::vector<std::string> notes;
};

Finished import_whole(db::Writer& writer, std::string_view what, const std::filesystem::path& file,
                      const Console& console, const std::function<void(db::Writer&, Import&)>& work) {
    std::ifstream opened(file, std::ios::binary);
    Digesting digesting(opened);
    std::istream input(&digesting);
    std::error_code unknown_size;
    const auto size = std::filesystem::file_size(file, unknown_size);
    Import import(input, console, unknown_size ? 0 : static_cast<std::int64_t>(size));
    work(writer, import);
    if (opened.bad()) import.refuse(0, "The file could not be read to its end.");
    if (!import.mistakes().empty()) throw Refused{import.mistakes()};
    record_import(writer, {.what = std::string(what),
                           .file_name = file.filename().string(),
                           .sha256 = digesting.digest(),
                           .counts = import.counts,
                           .at = writer.now()});
    return {import.counts, import.notes};
}

void say_refused(const Console& console, const std::filesystem::path& file, const std::vector<Mistake>& mistakes) {
    console.problems << file.string() << " was refused, and nothing was changed:\n";
    for (const auto& mistake : mistakes) {
        if (mistake.line > 0) console.problems << "line " << mistake.line << ": ";
        console.problems << mistake.text << "\n";
    }
    if (mistakes.size() >= most_mistakes)
        console.problems << "These are the first " << most_mistakes << " mistakes. There may be more.\n";
}

void say_finished(const Console& console, std::string_view what, const Finished& finished) {
    console.out << fmt::format("Imported {}: {}, {} added, {} changed, {} unchanged\n", what,
                               counted(static_cast<std::size_t>(finished.counts.rows), "row", "rows"),
                               finished.counts.added, finished.counts.changed, finished.counts.unchanged());
    for (const auto& note : finished.notes)
        console.out << note << "\n";
}

std::optional<double> to_number(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool can_read(const std::filesystem::path& file, const Console& console) {
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (std::filesystem::is_regular_file(status) && std::ifstream(file)) return true;
    console.problems << file.string()
                     << (!std::filesystem::exists(status)            ? " is not there\n"
                         : !std::filesystem::is_regular_file(status) ? " is not a file\n"
                                                                     : " cannot be read: permission is missing\n");
    return false;
}

} // namespace

void Import::refuse(std::int64_t line, std::string text) {
    if (!has_enough_mistakes()) mistakes_.push_back({line, std::move(text)});
}

void Import::count(Saved saved) {
    counts.rows++;
    if (saved == Saved::added) counts.added++;
    if (saved == Saved::changed) counts.changed++;
}

bool Import::next_row(const Columns& columns) {
    while (!has_enough_mistakes()) {
        show_progress();
        const auto read = csv.next();
        if (read == CsvReader::Read::end) return false;
        if (read == CsvReader::Read::mistake)
            refuse(csv.line(), csv.mistake());
        else if (csv.fields().size() != columns.width())
            refuse(csv.line(), fmt::format("The line has {}, but the first line names {}.",
                                           counted(csv.fields().size(), "field", "fields"), columns.width()));
        else
            return true;
    }
    return false;
}

void Import::show_progress() {
    if (!console_.terminal || size_ == 0) return;
    const auto percent = std::min<std::int64_t>(100, csv.bytes_read() * 100 / size_);
    if (percent == shown_) return;
    shown_ = percent;
    console_.problems << "\r" << percent << "% read" << (percent == 100 ? "\n" : "") << std::flush;
}

Columns::Columns(Import& import, std::initializer_list<std::string_view> names) : import_(import) {
    switch (import.csv.next()) {
    case CsvReader::Read::end:
        import.refuse(0, "The file is empty.");
        return;
    case CsvReader::Read::mistake:
        import.refuse(import.csv.line(), import.csv.mistake());
        return;
    case CsvReader::Read::row:
        break;
    }
    const std::vector<std::string_view> headings = import.csv.fields();
    width_ = headings.size();
    for (const auto name : names) {
        const auto first = std::find(headings.begin(), headings.end(), name);
        if (first == headings.end())
            import.refuse(import.csv.line(), fmt::format("The column “{}” is missing.", name));
        else if (std::find(first + 1, headings.end(), name) != headings.end())
            import.refuse(import.csv.line(), fmt::format("The column “{}” stands there twice.", name));
        else
            places_.emplace_back(name, static_cast<std::size_t>(first - headings.begin()));
    }
    complete_ = places_.size() == names.size();
}

std::string_view Columns::operator[](std::string_view name) const {
    const auto place = std::find_if(places_.begin(), places_.end(), [&](const auto& p) { return p.first == name; });
    if (place == places_.end()) throw std::logic_error("an import asks for a column it did not name");
    auto field = import_.csv.fields().at(place->second);
    while (!field.empty() && field.front() == ' ')
        field.remove_prefix(1);
    while (!field.empty() && field.back() == ' ')
        field.remove_suffix(1);
    return field;
}

std::string in_quotes(std::string_view field) {
    constexpr std::size_t longest = 60;
    std::size_t length = std::min(field.size(), longest);
    while (length < field.size() && length > 0 && (static_cast<unsigned char>(field[length]) & 0xC0) == 0x80)
        length--;
    std::string shown(field.substr(0, length));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }, ' ');
    return "“" + shown + (length < field.size() ? "…”" : "”");
}

std::optional<Point> read_point(std::string_view longitude, std::string_view latitude) {
    const auto east = to_number(longitude), north = to_number(latitude);
    return east && north ? Point::from_degrees(*east, *north) : std::nullopt;
}

int run_import(db::Database& database, std::string_view what, const std::filesystem::path& file, const Console& console,
               const std::function<void(db::Writer&, Import&)>& work) {
    if (!can_read(file, console)) return 1;
    try {
        const auto finished =
            database.writing([&](db::Writer& writer) { return import_whole(writer, what, file, console, work); });
        say_finished(console, what, finished);
        return 0;
    } catch (const Refused& refused) {
        say_refused(console, file, refused.mistakes);
        return 1;
    }
}

} // namespace kith::places
