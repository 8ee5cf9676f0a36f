#include "places/csv.h"

#include "base/text.h"

namespace kith::places {

namespace {

constexpr int end_of_file = -1;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

} // namespace

CsvReader::CsvReader(std::istream& input) : input_(input) {}

bool CsvReader::refill() {
    buffer_.resize(64 * 1024);
    input_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.resize(static_cast<std::size_t>(input_.gcount()));
    position_ = 0;
    bytes_read_ += static_cast<std::int64_t>(buffer_.size());
    return !buffer_.empty();
}

int CsvReader::peek() {
    if (position_ == buffer_.size() && !refill()) return end_of_file;
    return static_cast<unsigned char>(buffer_[position_]);
}

int CsvReader::take() {
    const int taken = peek();
    if (taken == end_of_file) return taken;
    position_++;
    if (taken == '\n') line_++;
    return taken;
}

void CsvReader::skip_line() {
    int taken = take();
    while (taken != '\n' && taken != end_of_file)
        taken = take();
}

CsvReader::Read CsvReader::refuse(std::string text) {
    mistake_ = std::move(text);
    return Read::mistake;
}

// Takes a field up to its closing quote. False when there is none to be found.
bool CsvReader::read_quoted() {
    take();
    while (row_.size() <= longest_row) {
        const int taken = take();
        if (taken == end_of_file) return false;
        if (taken != '"') {
            row_ += static_cast<char>(taken);
        } else if (peek() == '"') {
            row_ += static_cast<char>(take());
        } else {
            return true;
        }
    }
    return false;
}

void CsvReader::finish_fields() {
    fields_.clear();
    std::size_t from = 0;
    for (const auto end : ends_) {
        fields_.push_back(std::string_view(row_).substr(from, end - from));
        from = end;
    }
}

CsvReader::Read CsvReader::next() {
    if (!started_) {
        started_ = true;
        peek();
        if (buffer_.starts_with(byte_order_mark)) position_ = byte_order_mark.size();
    }
    while (!lost_ && (peek() == '\n' || peek() == '\r'))
        take();
    row_.clear();
    ends_.clear();
    row_line_ = line_;
    if (lost_ || peek() == end_of_file) return Read::end;
    return read_row();
}

CsvReader::Read CsvReader::read_row() {
    bool quoted = false; // the field has ended with its quote
    for (;;) {
        const bool at_start = !quoted && row_.size() == (ends_.empty() ? 0 : ends_.back());
        if (at_start && peek() == '"') {
            quoted = true;
            if (!read_quoted()) {
                lost_ = true;
                return refuse("A quotation mark on this line is opened and not closed again.");
            }
        }
        const int taken = take();
        if (taken == ',' || taken == '\n' || taken == end_of_file || (taken == '\r' && peek() == '\n')) {
            if (taken == '\r') take();
            ends_.push_back(row_.size());
            quoted = false;
            if (ends_.size() > most_fields) {
                if (taken == ',') skip_line();
                return refuse("The line has more than " + std::to_string(most_fields) + " fields.");
            }
            if (taken != ',') break;
            continue;
        }
        if (quoted || taken == '"' || taken == '\r') {
            skip_line();
            return refuse(taken == '\r' ? "There is a carriage return in the middle of the line."
                                        : "There is a quotation mark in the middle of a field. Put the whole field in "
                                          "quotation marks and write each one inside it twice.");
        }
        row_ += static_cast<char>(taken);
        if (row_.size() > longest_row) {
            skip_line();
            return refuse("The line is longer than " + std::to_string(longest_row / 1024) + " KB.");
        }
    }
    finish_fields();
    for (const auto& field : fields_)
        if (!is_valid_utf8(field))
            return refuse("The line holds characters that are not UTF-8. Save the file as “CSV UTF-8”.");
    return Read::row;
}

} // namespace kith::places
