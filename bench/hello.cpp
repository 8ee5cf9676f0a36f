// The least that this transport can cost: the same sockets, limits, parser, headers and workers as `kith serve`, and a
// handler that says "hello". What a page costs is measured against it in the same run.
//
//   hello PORT [WORKERS]    until it is stopped

#include "http/headers.h"
#include "http/server.h"

#include <cstdio>
#include <cstdlib>

int main(int count, char** words) {
    using namespace kith::http;
    if (count < 2) return std::fputs("hello PORT [WORKERS]\n", stderr), 2;
    ServerOptions options{.port = static_cast<unsigned short>(std::atoi(words[1])), .stop_on_signals = true};
    if (count > 2) options.workers = std::atoi(words[2]);
    Server server(std::move(options), [](Request, Release release) {
        Response response{.body = "hello\n", .type = "text/plain; charset=utf-8"};
        add_security_headers(response, false);
        release(std::move(response));
    });
    std::printf("http://127.0.0.1:%d\n", server.port());
    std::fflush(stdout);
    server.run();
}
