#include "linkage/columns.h"

#include "base/text.h"
#include "linkage/csv.h"
#include "linkage/normalise.h"
#include "linkage/parallel.h"

namespace kith::linkage {

namespace {

// Where in one file's records the values of a role stand; several are joined, by a space or (dates) by a hyphen.
struct Place {
    std::vector<std::size_t> columns; // no_column: an empty part
    char joint = ' ';
};

constexpr std::size_t no_column = SIZE_MAX;

struct Layout {
    std::size_t width = 0;
    std::size_t record_id = no_column;
    std::array<Place, role_count> places;
    std::vector<std::string> headings;
    char separator = ',';
    std::size_t begins = 0;
};

struct Mistake : std::runtime_error {
    using runtime_error::runtime_error;
};

std::size_t role_number(Role role) {
    return static_cast<std::size_t>(role);
}

std::size_t index_of(const std::vector<std::string>& headings, const std::string& heading) {
    const auto found = std::find(headings.begin(), headings.end(), heading);
    return found == headings.end() ? no_column : static_cast<std::size_t>(found - headings.begin());
}

std::size_t index_of(const std::vector<std::string>& headings, const AnyOf& wanted) {
    for (const auto& heading : wanted.any)
        if (const auto index = index_of(headings, heading); index != no_column) return index;
    return no_column;
}

Place one(const std::vector<std::string>& headings, const AnyOf& wanted) {
    const auto index = index_of(headings, wanted);
    return index == no_column ? Place{} : Place{{index}};
}

Place all(const std::vector<std::string>& headings, const std::vector<std::string>& wanted) {
    Place place;
    for (const auto& heading : wanted)
        if (const auto index = index_of(headings, heading); index != no_column) place.columns.push_back(index);
    return place;
}

Place birth_place(const std::vector<std::string>& headings, const Mapping& mapping) {
    if (const auto whole = one(headings, mapping.birth); !whole.columns.empty()) return whole;
    const Place parts{{index_of(headings, mapping.birth_year), index_of(headings, mapping.birth_month),
                       index_of(headings, mapping.birth_day)},
                      '-'};
    return parts.columns == std::vector<std::size_t>(3, no_column) ? Place{} : parts;
}

void check_start(const Input& file) {
    const auto starts = [&](std::string_view with) { return file.bytes.starts_with(with); };
    if (file.bytes.empty()) throw Mistake(fmt::format("{} is empty: it has not even a heading.", file.name));
    if (starts("\xff\xfe") || starts("\xfe\xff"))
        throw Mistake(fmt::format("{}, line 1: this is UTF-16. Save the file as \"CSV UTF-8\".", file.name));
    if (starts("PK\x03\x04"))
        throw Mistake(fmt::format("{} is a spreadsheet or a zip file. Save the sheet as \"CSV UTF-8\".", file.name));
    if (starts("PAR1"))
        throw Mistake(fmt::format("{} is a Parquet file. Write it as CSV, for example with DuckDB's COPY.", file.name));
}

// What stands most often between the headings; what stands inside their quotes does not count.
char separator_of(std::string_view text) {
    constexpr std::string_view known = ",;\t|";
    std::array<std::size_t, known.size()> times{};
    bool open = false;
    for (const char c : text) {
        if (c == '"') open = !open;
        if (open) continue;
        if (c == '\n') break;
        if (const auto which = known.find(c); which != std::string_view::npos) ++times[which];
    }
    return known[static_cast<std::size_t>(std::max_element(times.begin(), times.end()) - times.begin())];
}

// Empty when the quotes of the record last read stand where they may.
std::string_view wrong_quote(const RecordReader& reader) {
    if (reader.unclosed()) return "a quote is opened and never closed. Put the closing quote where the value ends.";
    if (reader.goes_on())
        return "a value goes on after its closing quote. Quotes inside a value are written twice, and the last "
               "stands at its end.";
    return "";
}

Layout layout_of(const Input& file, const Mapping& mapping) {
    check_start(file);
    Layout layout;
    const std::size_t mark = file.bytes.starts_with("\xef\xbb\xbf") ? 3 : 0;
    const auto rest = file.bytes.substr(mark);
    layout.separator = separator_of(rest);
    RecordReader reader(rest, layout.separator);
    if (!reader.next()) throw Mistake(fmt::format("{} is empty: it has not even a heading.", file.name));
    if (const auto wrong = wrong_quote(reader); !wrong.empty())
        throw Mistake(fmt::format("{}, line {}: {}", file.name, line_of(rest, reader.began()), wrong));
    for (const auto heading : reader.values())
        layout.headings.emplace_back(heading);
    layout.begins = mark + reader.ended();
    layout.width = layout.headings.size();

    const auto& h = layout.headings;
    layout.record_id = index_of(h, mapping.record_id);
    if (layout.record_id == no_column)
        throw Mistake(fmt::format("{}, line 1: there is no column \"{}\", which the mapping gives as record_id. "
                                  "The columns are: {}.",
                                  file.name, mapping.record_id.any.empty() ? "" : mapping.record_id.any.front(),
                                  fmt::join(h, ", ")));
    const auto put = [&](Role role, Place place) { layout.places[role_number(role)] = std::move(place); };
    put(Role::source, one(h, mapping.source));
    put(Role::forenames, all(h, mapping.forenames));
    put(Role::surname, one(h, mapping.surname));
    put(Role::former_names, all(h, mapping.former_names));
    put(Role::birth, birth_place(h, mapping));
    put(Role::sex, one(h, mapping.sex));
    put(Role::address, all(h, mapping.address));
    put(Role::house_number, one(h, mapping.house_number));
    put(Role::postcode, one(h, mapping.postcode));
    put(Role::town, one(h, mapping.town));
    put(Role::phone, one(h, mapping.phone));
    put(Role::email, one(h, mapping.email));
    put(Role::recorded_on, one(h, mapping.recorded_on));
    put(Role::sealed, one(h, mapping.sealed));
    put(Role::truth, one(h, mapping.truth));
    for (std::size_t i = 0; i < mapping.identifiers.size() && i < most_identifiers; ++i)
        layout.places[role_number(Role::identifier) + i] = one(h, mapping.identifiers[i].column);
    return layout;
}

// Every heading that a mapping names must be in one of the files.
void check_headings(std::span<const Layout> layouts, const Mapping& mapping) {
    const auto check = [&](const std::vector<std::string>& headings, std::string_view what) {
        for (const auto& heading : headings)
            if (std::none_of(layouts.begin(), layouts.end(),
                             [&](const auto& layout) { return index_of(layout.headings, heading) != no_column; }))
                throw Mistake(fmt::format("There is no column \"{}\" in any file, which the mapping gives as {}. "
                                          "The columns are: {}.",
                                          heading, what, fmt::join(layouts.front().headings, ", ")));
    };
    check(mapping.forenames, "forenames");
    check(mapping.former_names, "former_names");
    check(mapping.address, "address");
    for (const auto& [wanted, what] :
         std::initializer_list<std::pair<const AnyOf*, std::string_view>>{{&mapping.source, "source"},
                                                                          {&mapping.surname, "surname"},
                                                                          {&mapping.birth, "date_of_birth"},
                                                                          {&mapping.birth_day, "date_of_birth.day"},
                                                                          {&mapping.birth_month, "date_of_birth.month"},
                                                                          {&mapping.birth_year, "date_of_birth.year"},
                                                                          {&mapping.sex, "sex"},
                                                                          {&mapping.house_number, "house_number"},
                                                                          {&mapping.postcode, "postcode"},
                                                                          {&mapping.town, "town"},
                                                                          {&mapping.phone, "phone"},
                                                                          {&mapping.email, "email"},
                                                                          {&mapping.recorded_on, "recorded_on"},
                                                                          {&mapping.sealed, "sealed"},
                                                                          {&mapping.truth, "truth"}})
        check(wanted->any, what);
    for (const auto& identifier : mapping.identifiers)
        check(identifier.column.any, "identifiers." + identifier.name);
}

const std::string& source_name(const Input& file) {
    return file.source.empty() ? file.name : file.source;
}

bool says_its_source(const Layout& layout) {
    return !layout.places[role_number(Role::source)].columns.empty();
}

void check_sources(std::span<const Input> files, std::span<const Layout> layouts) {
    std::map<std::string, std::string> known;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (says_its_source(layouts[i])) continue;
        const auto [found, is_new] = known.try_emplace(source_name(files[i]), files[i].name);
        if (!is_new)
            throw Mistake(fmt::format("{} and {} have one name, by which a file without a column of sources is known. "
                                      "Rename one, or name a column as source in the mapping.",
                                      found->second, files[i].name));
    }
}

// A stretch of one file.
struct Part {
    const Input* file = nullptr;
    const Layout* layout = nullptr;
    std::size_t begin = 0, end = 0;
};

class PartReader {
public:
    explicit PartReader(const Part& part) : part_(part) {}

    void read(Columns& into) {
        for (std::size_t role = 0; role < role_count; ++role)
            if (into.roles[role].is_mapped) mapped_.push_back(role);
        RecordReader reader(part_.file->bytes.substr(part_.begin, part_.end - part_.begin), part_.layout->separator);
        while (reader.next()) {
            if (const auto wrong = wrong_quote(reader); !wrong.empty()) refuse(reader.began(), std::string(wrong));
            if (reader.values().size() != part_.layout->width)
                refuse(reader.began(),
                       fmt::format("{} values where the heading has {}. Put values that hold a \"{}\" in quotes.",
                                   reader.values().size(), part_.layout->width, part_.layout->separator));
            add(reader, into);
        }
    }

private:
    void add(const RecordReader& reader, Columns& into) {
        const auto id = reader.values()[part_.layout->record_id];
        if (id.empty()) refuse(reader.began(), "there is no record id. Give each record one of its own.");
        check_letters(id, reader.began());
        into.id_letters.insert(into.id_letters.end(), id.begin(), id.end());
        into.id_ends.push_back(into.id_letters.size());
        ++into.records;
        std::array<std::string_view, role_count> texts;
        std::array<std::uint64_t, role_count> begun{};
        for (const auto role : mapped_) {
            texts[role] = value(reader.values(), part_.layout->places[role], joined_[role]);
            begun[role] = into.roles[role].texts.begin(texts[role]);
        }
        for (const auto role : mapped_) {
            auto& column = into.roles[role];
            const auto before = column.texts.size();
            column.of_record.push_back(column.texts.number(texts[role], begun[role]));
            if (column.texts.size() != before) check(role, texts[role], reader.began());
        }
    }

    void check_letters(std::string_view text, std::size_t at) const {
        if (!is_valid_utf8(text))
            refuse(at, "a value is not UTF-8. Save the file as \"CSV UTF-8\", "
                       "or run: iconv -f windows-1252 -t utf-8");
    }

    void check(std::size_t role, std::string_view text, std::size_t at) const {
        check_letters(text, at);
        if (role == role_number(Role::sealed) && !sealed(text))
            refuse(at, fmt::format("sealed is \"{}\". It takes 1, yes or true, and 0, no, false or nothing.", text));
    }

    static std::string_view value(const std::vector<std::string_view>& values, const Place& place,
                                  std::string& joined) {
        if (place.columns.size() == 1) return values[place.columns.front()];
        joined.clear();
        bool first = true;
        for (const auto column : place.columns) {
            const auto part = column == no_column ? std::string_view() : values[column];
            if (part.empty() && place.joint == ' ') continue;
            if (!first) joined += place.joint;
            joined += part;
            first = false;
        }
        if (joined == "--") joined.clear();
        return joined;
    }

    [[noreturn]] void refuse(std::size_t at, const std::string& what) const {
        throw Mistake(
            fmt::format("{}, line {}: {}", part_.file->name, line_of(part_.file->bytes, part_.begin + at), what));
    }

    Part part_;
    std::vector<std::size_t> mapped_;
    std::array<std::string, role_count> joined_; // values put together from several columns
};

std::vector<Part> parts_of(std::span<const Input> files, std::span<const Layout> layouts, unsigned threads) {
    constexpr std::size_t worth_a_part = 1 << 20;
    std::vector<Part> parts;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto body = files[i].bytes.substr(layouts[i].begins);
        const auto wanted = std::clamp<std::size_t>(body.size() / worth_a_part, 1, threads);
        std::size_t begin = layouts[i].begins;
        for (const auto end : parted(body, wanted)) {
            parts.push_back({&files[i], &layouts[i], begin, layouts[i].begins + end});
            begin = layouts[i].begins + end;
        }
    }
    return parts;
}

void mark_mapped(Columns& columns, std::span<const Layout> layouts) {
    for (const auto& layout : layouts)
        for (std::size_t role = 0; role < role_count; ++role)
            if (!layout.places[role].columns.empty()) columns.roles[role].is_mapped = true;
    columns.column(Role::source).is_mapped = true;
}

// Puts the parts of one column after each other under common numbers.
void join_column(std::vector<Columns>& parts, std::size_t role, Column& into) {
    if (!into.is_mapped) return;
    into = std::move(parts.front().roles[role]);
    for (std::size_t i = 1; i < parts.size(); ++i) {
        auto& part = parts[i].roles[role];
        std::vector<std::uint32_t> numbers(part.texts.size());
        for (std::uint32_t each = 0; each < part.texts.size(); ++each)
            numbers[each] = into.texts.number(part.texts.text(each));
        into.of_record.reserve(into.of_record.size() + part.of_record.size());
        for (const auto each : part.of_record)
            into.of_record.push_back(numbers[each]);
        part = Column();
    }
}

void join_ids(std::vector<Columns>& parts, Columns& into) {
    for (auto& part : parts) {
        const std::uint64_t before = into.id_letters.size();
        into.id_letters.insert(into.id_letters.end(), part.id_letters.begin(), part.id_letters.end());
        for (std::size_t i = 1; i < part.id_ends.size(); ++i)
            into.id_ends.push_back(before + part.id_ends[i]);
        into.records += part.records;
        part.id_letters = {};
    }
}

// A file without a source column is a source itself.
void name_sources(std::vector<Columns>& columns, std::span<const Part> parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (says_its_source(*parts[i].layout)) continue;
        auto& source = columns[i].column(Role::source);
        source = Column{true, {}, {}};
        source.of_record.assign(columns[i].records, source.texts.number(source_name(*parts[i].file)));
    }
}

std::unique_ptr<Columns> read_all(std::span<const Input> files, std::span<const Layout> layouts, unsigned threads) {
    auto columns = std::make_unique<Columns>();
    mark_mapped(*columns, layouts);
    const auto parts = parts_of(files, layouts, threads);
    std::vector<Columns> read(parts.size());
    parallel(threads, parts.size(), [&](std::size_t i) {
        mark_mapped(read[i], layouts);
        PartReader(parts[i]).read(read[i]);
    });
    name_sources(read, parts);
    parallel(threads, role_count, [&](std::size_t role) { join_column(read, role, columns->roles[role]); });
    join_ids(read, *columns);
    return columns;
}

} // namespace

Result<std::unique_ptr<Columns>> read_columns(std::span<const Input> files, const Mapping& mapping, unsigned threads) {
    try {
        std::vector<Layout> layouts;
        for (const auto& file : files)
            layouts.push_back(layout_of(file, mapping));
        check_headings(layouts, mapping);
        check_sources(files, layouts);
        if (threads > 1) {
            try {
                return read_all(files, layouts, threads);
            } catch (const Mistake&) {
                // A stray quote can make parts begin in the wrong place: read once more from the start, and say what
                // is wrong as somebody reading the file would.
            }
        }
        return read_all(files, layouts, 1);
    } catch (const Mistake& mistake) {
        return Problem{"", "file", mistake.what()};
    }
}

} // namespace kith::linkage
