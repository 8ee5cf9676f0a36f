#include "http/request.h"

#include "base/number.h"
#include "base/text.h"

namespace kith::http {

namespace {

constexpr std::string_view hexadecimal = "0123456789ABCDEF";

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool same_name(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, [](char one, char other) { return lower(one) == lower(other); });
}

bool stands_for_itself(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

// The part before the mark, and the rest after it.
std::string_view cut(std::string_view& rest, char mark) {
    const auto end = std::min(rest.find(mark), rest.size());
    const auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

std::string_view first(const std::vector<std::pair<std::string, std::string>>& headers, std::string_view name) {
    for (const auto& [each, value] : headers)
        if (same_name(each, name)) return value;
    return {};
}

} // namespace

std::string_view word(Method method) {
    switch (method) {
    case Method::get:
        return "GET";
    case Method::post:
        return "POST";
    case Method::put:
        return "PUT";
    case Method::delete_:
        return "DELETE";
    }
    return "";
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus) {
            decoded += ' ';
        } else if (text[i] != '%') {
            decoded += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    if (!is_valid_utf8(decoded)) return std::nullopt;
    return decoded;
}

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    encoded.reserve(text.size());
    for (const char c : text) {
        if (stands_for_itself(c)) {
            encoded += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            encoded += {'%', hexadecimal[byte >> 4], hexadecimal[byte & 15]};
        }
    }
    return encoded;
}

std::string Answers::text(std::string_view name) const {
    return trimmed(raw(name));
}

std::string_view Answers::raw(std::string_view name) const {
    for (const auto& [each, value] : fields_)
        if (each == name) return value;
    return {};
}

std::vector<std::string> Answers::all(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [each, value] : fields_)
        if (each == name) values.push_back(value);
    return values;
}

std::optional<std::int64_t> Answers::number(std::string_view name) const {
    return whole_number<std::int64_t>(text(name));
}

bool Answers::has(std::string_view name) const {
    return std::ranges::any_of(fields_, [&](const auto& field) { return field.first == name; });
}

bool Answers::ticked(std::string_view name, std::string_view value) const {
    return std::ranges::any_of(fields_,
                               [&](const auto& field) { return field.first == name && field.second == value; });
}

void Answers::set(std::string name, std::string value) {
    for (auto& [each, old] : fields_) {
        if (each != name) continue;
        old = std::move(value);
        return;
    }
    fields_.emplace_back(std::move(name), std::move(value));
}

std::optional<Answers> Answers::read(std::string_view encoded) {
    constexpr std::size_t most_fields = 2'000; // a form has tens; more only costs time
    std::vector<std::pair<std::string, std::string>> fields;
    while (!encoded.empty()) {
        auto value = cut(encoded, '&');
        if (value.empty()) continue;
        const auto name = cut(value, '=');
        auto decoded_name = percent_decoded(name, true);
        auto decoded_value = percent_decoded(value, true);
        if (!decoded_name || !decoded_value || fields.size() == most_fields) return std::nullopt;
        fields.emplace_back(std::move(*decoded_name), std::move(*decoded_value));
    }
    return Answers(std::move(fields));
}

std::string Answers::encoded() const {
    std::string text;
    for (const auto& [name, value] : fields_) {
        if (!text.empty()) text += '&';
        text += percent_encoded(name) + "=" + percent_encoded(value);
    }
    return text;
}

std::size_t page_asked(const Answers& answers, std::size_t last) {
    const auto page = answers.number("page").value_or(1);
    return static_cast<std::size_t>(std::clamp<std::int64_t>(page, 1, static_cast<std::int64_t>(last)));
}

std::string_view Request::header(std::string_view name) const {
    for (const auto& [each, value] : headers)
        if (each == name) return value;
    return {};
}

std::string_view Request::cookie(std::string_view name) const {
    for (const auto& [each, value] : headers) {
        if (each != "cookie") continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            auto pair = without_blanks(cut(rest, ';'));
            if (cut(pair, '=') == name) return pair;
        }
    }
    return {};
}

std::string_view Response::header(std::string_view name) const {
    return first(headers, name);
}

Response see_other(std::string address) {
    return {.status = 303, .type = {}, .headers = {{"location", std::move(address)}}};
}

std::string notice_with_link(std::string notice, std::string_view address, std::string_view words) {
    return fmt::format("{}\n{}\n{}", notice, address, words);
}

Response see_other(std::string address, std::string notice) {
    auto response = see_other(std::move(address));
    response.notice = std::move(notice);
    return response;
}

} // namespace kith::http
