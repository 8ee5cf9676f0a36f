#pragma once
// A server of the real transport on a free port.

#include "http/server.h"
#include "tests/wire_client.h"

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

// "POST /path" with this form.
std::string form_post(std::string_view path, std::string_view form);

} // namespace kith::http
