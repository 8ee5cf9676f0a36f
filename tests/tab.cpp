#include "tests/tab.h"

namespace kith {

Answer Tab::get(std::string_view path) {
    return ask("GET", path, "", "");
}

Answer Tab::post(std::string_view path, const Fields& fields) {
    return ask("POST", path, "Content-Type: application/x-www-form-urlencoded\r\n", http::Answers(fields).encoded());
}

Answer Tab::ask(std::string_view method, std::string_view path, std::string_view lines, std::string_view body) {
    std::string request = fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{}", method, path, port_, lines);
    std::string all;
    for (const auto& [name, value] : cookies)
        all += (all.empty() ? "Cookie: " : "; ") + name + "=" + value;
    if (!all.empty()) request += all + "\r\n";
    if (method != "GET") request += fmt::format("Content-Length: {}\r\n", body.size());
    request += "\r\n" + std::string(body);

    if (!connection_) connection_.emplace(port_);
    Answer answer;
    if (connection_->send(request)) answer = connection_->read(method == "HEAD");
    if (answer.status == 0 || answer.header("connection") == "close") connection_.reset();
    keep_cookies(answer);
    return answer;
}

void Tab::go_to(unsigned short port) {
    port_ = port;
    connection_.reset();
}

void Tab::keep_cookies(const Answer& answer) {
    constexpr std::string_view mark = "\r\nset-cookie: ";
    for (auto at = answer.head.find(mark); at != std::string::npos; at = answer.head.find(mark, at + 1)) {
        const auto cookie = answer.head.substr(at + mark.size(), answer.head.find("\r\n", at + 2) - at - mark.size());
        const auto equals = cookie.find('=');
        cookies[cookie.substr(0, equals)] = cookie.substr(equals + 1, cookie.find(';') - equals - 1);
    }
}

std::string value_of(std::string_view field, std::string_view page) {
    const auto mark = fmt::format("name=\"{}\" value=\"", field);
    const auto at = page.find(mark);
    if (at == std::string_view::npos) return "";
    const auto from = at + mark.size();
    return std::string(page.substr(from, page.find('"', from) - from));
}

} // namespace kith
