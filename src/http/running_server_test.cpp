#include "http/running_server_test.h"

#include "base/instant.h"

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

std::string form_post(std::string_view path, std::string_view form) {
    return fmt::format("POST {} HTTP/1.1\r\nHost: kith.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                       "Content-Length: {}\r\n\r\n{}",
                       path, form.size(), form);
}

} // namespace kith::http
