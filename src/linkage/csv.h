#pragma once
// Comma-separated values (RFC 4180) in memory, read in parts by several threads. Space around values does not count.

#include "base/result.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace kith::linkage {

// Ends of `parts` stretches of about the same length, none inside a record.
std::vector<std::size_t> parted(std::string_view bytes, std::size_t parts);

// Reads records one by one from a stretch of a file. Values are views into the file, or into the reader when a quoted
// value holds a quote; valid until the next record.
class RecordReader {
public:
    explicit RecordReader(std::string_view bytes, char separator = ',') : bytes_(bytes), separator_(separator) {}

    // False at the end. Empty lines are passed over.
    bool next();

    const std::vector<std::string_view>& values() const { return values_; }

    // Where the record last read begins.
    std::size_t began() const { return began_; }

    // Where it ends, behind the end of its line.
    std::size_t ended() const { return at_; }

    // Whether a quoted value was never closed.
    bool unclosed() const { return unclosed_; }

    // Whether more stood behind the closing quote of a value.
    bool goes_on() const { return goes_on_; }

private:
    void pass_space();
    void read_record();
    std::string_view quoted();

    std::string_view bytes_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t began_ = 0;
    bool unclosed_ = false, goes_on_ = false;
    std::vector<std::string_view> values_;
    std::deque<std::string> unescaped_; // which does not move what views look at
};

// The line on which a byte stands, from 1.
std::size_t line_of(std::string_view bytes, std::size_t at);

} // namespace kith::linkage
