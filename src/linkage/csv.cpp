#include "linkage/csv.h"

#include <cstring>

namespace kith::linkage {

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

std::string_view without_space(std::string_view text) {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

// The beginning of the first record at or after `at`, where `open` says whether a quote is open there.
std::size_t next_record(std::string_view bytes, std::size_t at, bool open) {
    for (; at < bytes.size(); ++at) {
        if (bytes[at] == '"') open = !open;
        if (bytes[at] == '\n' && !open) return at + 1;
    }
    return bytes.size();
}

} // namespace

std::vector<std::size_t> parted(std::string_view bytes, std::size_t parts) {
    std::vector<std::size_t> ends;
    std::size_t at = 0;
    for (std::size_t i = 1; i < parts; ++i) {
        const std::size_t wanted = std::max(at, bytes.size() / parts * i);
        const auto quotes = std::count(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                                       bytes.begin() + static_cast<std::ptrdiff_t>(wanted), '"');
        at = next_record(bytes, wanted, quotes % 2 == 1);
        ends.push_back(at);
    }
    ends.push_back(bytes.size());
    return ends;
}

bool RecordReader::next() {
    while (at_ < bytes_.size() && (bytes_[at_] == '\n' || bytes_[at_] == '\r'))
        ++at_;
    if (at_ >= bytes_.size()) return false;
    began_ = at_;
    values_.clear();
    unescaped_.clear();
    read_record();
    return true;
}

// A tab may be the separator, and is no space then.
void RecordReader::pass_space() {
    while (at_ < bytes_.size() && is_space(bytes_[at_]) && bytes_[at_] != separator_)
        ++at_;
}

void RecordReader::read_record() {
    const char* const end = bytes_.data() + bytes_.size();
    for (;;) {
        pass_space();
        if (at_ < bytes_.size() && bytes_[at_] == '"') {
            values_.push_back(quoted());
        } else {
            const char* const begin = bytes_.data() + at_;
            const char* stop = begin;
            while (stop != end && *stop != separator_ && *stop != '\n')
                ++stop;
            values_.push_back(without_space({begin, static_cast<std::size_t>(stop - begin)}));
            at_ += static_cast<std::size_t>(stop - begin);
        }
        if (at_ >= bytes_.size()) return;
        if (bytes_[at_++] == '\n') return;
    }
}

std::string_view RecordReader::quoted() {
    const std::size_t begin = ++at_;
    bool doubled = false;
    for (;; ++at_) {
        const auto quote = bytes_.find('"', at_);
        if (quote == std::string_view::npos) {
            unclosed_ = true;
            at_ = bytes_.size();
            return bytes_.substr(begin);
        }
        at_ = quote + 1;
        if (at_ >= bytes_.size() || bytes_[at_] != '"') break;
        doubled = true;
    }
    const auto inside = bytes_.substr(begin, at_ - 1 - begin);
    pass_space();
    while (at_ < bytes_.size() && bytes_[at_] != separator_ && bytes_[at_] != '\n') {
        goes_on_ = true;
        ++at_;
    }
    if (!doubled) return without_space(inside);

    std::string text;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        text += inside[i];
        if (inside[i] == '"') ++i;
    }
    unescaped_.push_back(std::move(text));
    return without_space(unescaped_.back());
}

std::size_t line_of(std::string_view bytes, std::size_t at) {
    return 1 + static_cast<std::size_t>(std::count(
                   bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min(at, bytes.size())), '\n'));
}

} // namespace kith::linkage
