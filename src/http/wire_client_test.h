#pragma once
// A server of the real transport on a free port, and a client that sends bytes exactly as told.

#include "http/server.h"

#include <doctest/doctest.h>
#include <mutex>

namespace kith::http {

// Short, so that no test waits.
Limits short_limits();

class RunningServer {
public:
    explicit RunningServer(Server::Answering answering, ServerOptions options = {});
    ~RunningServer();

    unsigned short port() const { return server_->port(); }

    void stop() { server_->stop(); }

    // Waits until run() has returned.
    void wait();

    std::vector<std::string> log();

private:
    std::mutex mutex_;
    std::vector<std::string> lines_;
    std::unique_ptr<Server> server_;
    std::jthread thread_;
};

// Says "hello" and what was asked.
void echo(Request request, Release release);

struct Answer {
    int status = 0; // 0: the connection ended without one
    std::string head;
    std::string body;

    bool says(std::string_view words) const { return body.find(words) != std::string::npos; }

    std::string header(std::string_view name) const;
};

class WireClient {
public:
    explicit WireClient(unsigned short port);
    ~WireClient();
    WireClient(WireClient&& other) noexcept;
    WireClient(const WireClient&) = delete;
    WireClient& operator=(const WireClient&) = delete;

    // False when the other end has gone.
    bool send(std::string_view bytes);
    // The next whole answer. `without_body` for HEAD.
    Answer read(bool without_body = false);
    // Whether the other end closes, without another byte.
    bool ends();
    void done_sending();

private:
    bool read_more();

    int socket_ = -1;
    std::string read_;
};

// One request on a connection of its own.
Answer exchange(unsigned short port, std::string_view bytes);

// "POST /path" with this form.
std::string form_post(std::string_view path, std::string_view form);

} // namespace kith::http
