#include "tests/wire_client.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kith {

std::string Answer::header(std::string_view name) const {
    const auto start = head.find("\r\n" + std::string(name) + ": ");
    if (start == std::string::npos) return {};
    const auto value = start + name.size() + 4;
    return head.substr(value, head.find("\r\n", value) - value);
}

WireClient::WireClient(unsigned short port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{.tv_sec = 5, .tv_usec = 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        socket_ = -1;
    }
}

WireClient::WireClient(WireClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), read_(std::move(other.read_)) {}

WireClient::~WireClient() {
    if (socket_ >= 0) ::close(socket_);
}

bool WireClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool WireClient::read_more() {
    std::array<char, 65536> buffer;
    const auto got = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (got <= 0) return false;
    read_.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
}

Answer WireClient::read(bool without_body) {
    Answer answer;
    std::size_t head_end = 0;
    while ((head_end = read_.find("\r\n\r\n")) == std::string::npos)
        if (!read_more()) return answer;
    answer.head = read_.substr(0, head_end + 2);
    read_.erase(0, head_end + 4);
    answer.status = std::stoi(answer.head.substr(9, 3));
    if (answer.status == 100) return answer;
    const auto length = without_body ? 0 : std::stoul("0" + answer.header("content-length"));
    while (read_.size() < length)
        if (!read_more()) return {};
    answer.body = read_.substr(0, length);
    read_.erase(0, length);
    return answer;
}

bool WireClient::ends() {
    return !read_more() && read_.empty();
}

void WireClient::done_sending() {
    ::shutdown(socket_, SHUT_WR);
}

Answer exchange(unsigned short port, std::string_view bytes) {
    WireClient client(port);
    client.send(bytes);
    return client.read();
}

} // namespace kith
