#pragma once
// Reads a file of comma-separated values (RFC 4180) row by row, in memory that does not grow with the file.
//
// Accepts a byte order mark, CRLF or LF, quoted fields with commas, doubled quotes and line breaks inside, and a last
// line without an end. Whatever else is wrong is a mistake with its line.

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::places {

// Something wrong in a file, in a sentence for whoever sent it. Line 0: the file as a whole.
struct Mistake {
    std::int64_t line = 0;
    std::string text;

    bool operator==(const Mistake&) const = default;
};

class CsvReader {
public:
    static constexpr std::size_t longest_row = 64 * 1024; // bytes
    static constexpr std::size_t most_fields = 512;

    explicit CsvReader(std::istream& input);

    enum class Read { row, mistake, end };

    // Takes the next row; blank lines are passed over. After a mistake (no valid UTF-8, a stray quote, too long) the
    // next call goes on behind it, except where the rest cannot be told apart: then it says `end`.
    Read next();

    // Of the row just read, valid until the next call.
    const std::vector<std::string_view>& fields() const { return fields_; }

    // The line on which the row (or the mistake) began, the first being 1.
    std::int64_t line() const { return row_line_; }

    // What was wrong, after Read::mistake.
    const std::string& mistake() const { return mistake_; }

    // All bytes taken from the input so far.
    std::int64_t bytes_read() const { return bytes_read_; }

private:
    Read read_row();
    bool refill();
    int take();
    int peek();
    Read refuse(std::string text);
    bool read_quoted();
    void finish_fields();
    void skip_line();

    std::istream& input_;
    std::string buffer_;
    std::size_t position_ = 0;
    std::int64_t bytes_read_ = 0;
    std::int64_t line_ = 1;
    std::int64_t row_line_ = 1;
    bool started_ = false;
    bool lost_ = false;
    std::string row_; // the row's fields one after another
    std::vector<std::size_t> ends_;
    std::vector<std::string_view> fields_;
    std::string mistake_;
};

} // namespace kith::places
