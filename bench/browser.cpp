#include "bench/browser.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace kith::bench {

namespace {

constexpr std::string_view head_end = "\r\n\r\n";

// The server writes names of headers in small letters or as usual; both are asked for.
std::string header(const std::string& head, std::string_view small, std::string_view usual) {
    for (const auto name : {small, usual}) {
        const auto at = head.find(fmt::format("\r\n{}: ", name));
        if (at == std::string::npos) continue;
        const auto begin = at + name.size() + 4;
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }
    return "";
}

} // namespace

Browser::Browser(unsigned short port, std::string cookie) : port_(port), cookie_(std::move(cookie)) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        throw std::runtime_error("nobody listens");
    }
    const int yes = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

Browser::~Browser() {
    ::close(socket_);
}

Browser::Answer Browser::get(std::string_view path) {
    return send(fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {}\r\n\r\n", path, port_, cookie_));
}

Browser::Answer Browser::post(std::string_view path, std::string_view form) {
    return send(fmt::format("POST {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nOrigin: http://127.0.0.1:{}\r\n"
                            "Cookie: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            "Content-Length: {}\r\n\r\n{}",
                            path, port_, port_, cookie_, form.size(), form));
}

void Browser::receive() {
    char some[65536];
    const auto count = ::recv(socket_, some, sizeof some, 0);
    if (count <= 0) throw std::runtime_error("the server hung up");
    received_.append(some, static_cast<std::size_t>(count));
}

Browser::Answer Browser::send(const std::string& request) {
    if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
        throw std::runtime_error("the server hung up");
    received_.clear();
    while (received_.find(head_end) == std::string::npos)
        receive();
    const auto body = received_.find(head_end) + head_end.size();
    const auto head = received_.substr(0, body);
    const auto length = header(head, "content-length", "Content-Length");
    const auto end = body + (length.empty() ? 0 : std::stoul(length));
    while (received_.size() < end)
        receive();
    return {.status = std::stoi(head.substr(9, 3)),
            .body = received_.substr(body),
            .location = header(head, "location", "Location")};
}

std::string Browser::field(const std::string& page, std::string_view name) {
    const auto at = page.find(fmt::format("name=\"{}\"", name));
    const auto tag = at == std::string::npos ? at : page.rfind('<', at);
    const auto value = tag == std::string::npos ? tag : page.find("value=\"", tag);
    if (value == std::string::npos || value > page.find('>', at))
        throw std::runtime_error(fmt::format("the page has no field {}", name));
    return page.substr(value + 7, page.find('"', value + 7) - value - 7);
}

} // namespace kith::bench
