#include "http/wire_client_test.h"

#include "base/instant.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kith::http {

Limits short_limits() {
    using Time = Limits::Time;
    Limits limits;
    limits.head = limits.idle = limits.start = Time(150);
    limits.linger = Time(300);
    limits.grace = Time(60);
    limits.wait = Time(100);
    return limits;
}

RunningServer::RunningServer(Server::Answering answering, ServerOptions options) {
    options.port = 0;
    if (options.public_address.empty()) options.public_address = "https://kith.example";
    options.log = [this](const LogLine& line) {
        const std::scoped_lock lock(mutex_);
        lines_.push_back(text(line, {}));
    };
    server_ = std::make_unique<Server>(std::move(options), std::move(answering));
    thread_ = std::jthread([this] { server_->run(); });
}

RunningServer::~RunningServer() {
    if (!thread_.joinable()) return;
    server_->stop();
    server_->stop();
    thread_.join();
}

void RunningServer::wait() {
    thread_.join();
}

std::vector<std::string> RunningServer::log() {
    const std::scoped_lock lock(mutex_);
    return lines_;
}

void echo(Request request, Release release) {
    std::string said = std::string(word(request.method)) + " " + request.path;
    for (const auto& [name, value] : request.query.fields())
        said += " ?" + name + "=" + value;
    for (const auto& [name, value] : request.form.fields())
        said += " " + name + "=" + (value.size() > 100 ? std::to_string(value.size()) : value);
    if (!request.body.empty()) said += " body " + std::to_string(request.body.size());
    said += " from " + request.client + (request.secure ? " secure" : "");
    release({.body = said, .type = "text/plain"});
}

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

std::string form_post(std::string_view path, std::string_view form) {
    return fmt::format("POST {} HTTP/1.1\r\nHost: kith.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                       "Content-Length: {}\r\n\r\n{}",
                       path, form.size(), form);
}

} // namespace kith::http
