#include "http/wire.h"

#include "base/day.h"

namespace kith::http {

namespace {

std::string_view phrase(int status) {
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    case 507:
        return "Insufficient Storage";
    default:
        return "Status";
    }
}

void append(std::string& head, std::string_view name, std::string_view value) {
    constexpr std::string_view line_makers("\r\n\0", 3);
    if (name.find_first_of(line_makers) != std::string_view::npos ||
        value.find_first_of(line_makers) != std::string_view::npos)
        throw std::logic_error("a header holds a line end");
    head.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

std::string head_of(const Response& response, std::size_t body_bytes, bool keep_alive, std::string_view date) {
    std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, phrase(response.status));
    head.reserve(1'024);
    append(head, "date", date);
    append(head, "connection", keep_alive ? "keep-alive" : "close");
    if (response.status != 204 && response.status != 304) append(head, "content-length", std::to_string(body_bytes));
    if (!response.type.empty()) append(head, "content-type", response.type);
    for (const auto& [name, value] : response.headers)
        append(head, name, value);
    return head += "\r\n";
}

std::string http_date(std::int64_t seconds) {
    constexpr std::string_view weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    constexpr std::int64_t day_seconds = 24 * 60 * 60;
    const auto day = Day::from_number(static_cast<int>(seconds / day_seconds));
    const auto rest = seconds % day_seconds;
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", weekdays[day.weekday()], day.day_of_month(),
                       months[day.month() - 1], day.year(), rest / 3'600, rest / 60 % 60, rest % 60);
}

} // namespace kith::http
