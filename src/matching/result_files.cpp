#include "matching/result_files.h"

#include "linkage/parallel.h"
#include "matching/csv_text.h"
#include "matching/report.h"

namespace kith::matching {

namespace {

using namespace linkage;

// A line's numbers and words, put one after another into room that is there.
class Line {
public:
    explicit Line(std::string& text) : text_(text), at_(text.size()) {}

    // What is to come fits into `room`.
    void begin(std::size_t room) {
        if (at_ + room > text_.size()) text_.resize(std::max(at_ + room, text_.size() * 2));
    }

    void end() { text_.resize(at_); }

    void put(std::string_view words) {
        std::memcpy(text_.data() + at_, words.data(), words.size());
        at_ += words.size();
    }

    void put(char c) { text_[at_++] = c; }

    // A count of thousandths or millionths.
    void put_number(std::int64_t number, unsigned places) {
        std::array<char, 24> digits;
        std::size_t at = digits.size();
        auto rest = static_cast<std::uint64_t>(number < 0 ? -number : number);
        for (unsigned i = 0; rest != 0 || i <= places; ++i, rest /= 10) {
            if (i == places) digits[--at] = '.';
            digits[--at] = static_cast<char>('0' + rest % 10);
        }
        if (number < 0) digits[--at] = '-';
        put({digits.data() + at, digits.size() - at});
    }

    // Of a share between 0 and 1, six places.
    void put_share(double share) {
        auto millionths = static_cast<std::uint32_t>(share * 1e6 + 0.5);
        put(static_cast<char>('0' + millionths / 1000000));
        put('.');
        for (unsigned i = 6; i-- > 0; millionths /= 10)
            text_[at_ + i] = static_cast<char>('0' + millionths % 10);
        at_ += 6;
    }

    void put_key(char kind, std::uint64_t key) {
        put(kind);
        for (int shift = 60; shift >= 0; shift -= 4)
            put("0123456789abcdef"[key >> shift & 15U]);
    }

private:
    std::string& text_;
    std::size_t at_;
};

// Record ids as CSV says them: hardly ever is there one that must stand in quotes.
class RecordIds {
public:
    explicit RecordIds(const Records& records)
        : records_(records), are_plain_(std::none_of(records.id_letters.begin(), records.id_letters.end(), [](char c) {
              return c == ',' || c == '"' || c == '\r' || c == '\n';
          })) {}

    void put(Line& line, std::size_t record) const {
        const auto id = records_.record_id(record);
        if (are_plain_) {
            line.begin(id.size() + 1);
            line.put(id);
            return;
        }
        std::string quoted;
        append_csv(quoted, id);
        line.begin(quoted.size() + 1);
        line.put(quoted);
    }

private:
    const Records& records_;
    bool are_plain_;
};

class EdgeLines {
public:
    EdgeLines(const Records& records, const Model& model, const std::vector<Edge>& edges)
        : records_(records), edges_(edges), ids_(records), scorer_(model, records) {
        Pattern used = 0;
        for (const auto& edge : edges)
            used |= edge.pattern;
        for (unsigned i = 0; i < comparison::count; ++i) {
            if (level_in(used, i) == 0) continue;
            shown_.push_back(i);
            for (unsigned level = 0; level < level_count(i); ++level)
                words_[i][level] = fmt::format(",{}", level_word(i, level));
        }
    }

    std::string heading() const {
        std::string text = "record_id_a,record_id_b,weight,same_person,same_household,twins,namesakes,unrelated";
        for (const auto which : shown_)
            text += fmt::format(",{}", column_word(records_, which));
        return text + "\n";
    }

    void write(std::size_t from, std::size_t to, std::string& text) const {
        constexpr std::size_t most_of_numbers = 100, most_of_a_level = 24;
        text.clear();
        Line line(text);
        for (std::size_t i = from; i < to; ++i) {
            const auto& edge = edges_[i];
            ids_.put(line, edge.a);
            line.put(',');
            ids_.put(line, edge.b);
            line.begin(most_of_numbers + most_of_a_level * comparison::count);
            line.put(',');
            line.put_number((std::int64_t{edge.weight} * 1000 + (edge.weight < 0 ? -bit / 2 : bit / 2)) / bit, 3);
            for (const auto share : scorer_.weigh(edge.a, edge.b, edge.pattern).probabilities()) {
                line.put(',');
                line.put_share(share);
            }
            for (const auto which : shown_)
                line.put(words_[which][level_in(edge.pattern, which)]);
            line.put('\n');
        }
        line.end();
    }

private:
    const Records& records_;
    const std::vector<Edge>& edges_;
    RecordIds ids_;
    Scorer scorer_;
    std::vector<unsigned> shown_;
    std::array<std::array<std::string, most_levels>, comparison::count> words_;
};

// Parts of a file, made side by side and written in their order.
template <typename Part>
void write_in_parts(NewFile& out, std::size_t lines, unsigned threads, Part&& part) {
    constexpr std::size_t lines_of_a_part = 8192;
    const std::size_t parts = (lines + lines_of_a_part - 1) / lines_of_a_part;
    std::vector<std::string> made(std::size_t{threads} * 4);
    for (std::size_t from = 0; from < parts; from += made.size()) {
        const std::size_t count = std::min(made.size(), parts - from);
        parallel(threads, count, [&](std::size_t i) {
            const std::size_t begin = (from + i) * lines_of_a_part;
            part(begin, std::min(lines, begin + lines_of_a_part), made[i]);
        });
        for (std::size_t i = 0; i < count; ++i)
            out.write(made[i]);
    }
}

} // namespace

std::string person_named_after(std::uint64_t record_key) {
    return fmt::format("p{:016x}", record_key);
}

void write_clusters(NewFile& out, const PersonIds& person, const std::vector<std::uint32_t>& household) {
    const auto& records = person.records;
    std::vector<std::uint32_t> at_place(records.count);
    for (std::uint32_t i = 0; i < records.count; ++i)
        at_place[records.place[i]] = i;
    const RecordIds ids(records);
    out.write("record_id,person_id,household_id\n");
    write_in_parts(out, records.count, 1, [&](std::size_t from, std::size_t to, std::string& text) {
        constexpr std::size_t most_of_a_key = 20;
        text.clear();
        Line line(text);
        for (std::size_t place = from; place < to; ++place) {
            const auto record = at_place[place];
            if (!person.is_here.empty() && !person.is_here[record]) continue;
            ids.put(line, record);
            line.put(',');
            if (person.kept.empty()) {
                line.begin(2 * most_of_a_key);
                line.put_key('p', records.order_key[person.clusters.of_record[record]]);
            } else {
                std::string kept;
                append_csv(kept, person.kept[record]);
                line.begin(kept.size() + most_of_a_key);
                line.put(kept);
            }
            line.put(',');
            line.put_key('h', records.order_key[household[record]]);
            line.put('\n');
        }
        line.end();
    });
}

void write_households(NewFile& out, const PersonIds& person, const std::vector<Stay>& stays) {
    out.write(households_heading);
    std::string text;
    for (const auto& stay : stays) {
        text.clear();
        append_csv(text, person.kept.empty() ? person_named_after(person.records.order_key[stay.person])
                                             : person.kept[stay.person]);
        out.write(text + fmt::format(",{},{},{}\n", stay.household, stay.from, stay.until));
    }
}

void write_edges(NewFile& out, const Records& records, const Model& model, const std::vector<Edge>& edges,
                 unsigned threads) {
    const EdgeLines lines(records, model, edges);
    out.write(lines.heading());
    write_in_parts(out, edges.size(), threads,
                   [&](std::size_t from, std::size_t to, std::string& text) { lines.write(from, to, text); });
}

} // namespace kith::matching
