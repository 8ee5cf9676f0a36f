#pragma once
// The transport: sockets, limits and deadlines. One thread reads and writes them all, handlers run on worker threads.
// Nothing else in Kith knows the library beneath it (docs/decisions/0005-http-transport.md).

#include "http/log.h"
#include "http/request.h"

#include <memory>

namespace kith::http {

// What one client, and all of them together, may cost. Tests choose shorter times.
struct Limits {
    using Time = std::chrono::milliseconds;

    std::size_t head_bytes = 16 * 1024;           // 431
    std::size_t body_bytes = 4 * 1024 * 1024;     // 413 at once
    std::size_t bodies_bytes = 128 * 1024 * 1024; // of all requests at work; then 503
    std::size_t connections = 10'000;             // then 503
    Time head = Time(6'000);                      // from its first byte to its end
    Time idle = Time(60'000);                     // between requests
    Time start = Time(10'000);                    // of a body, in or out: this, and a second for each 8 KiB
    std::size_t least_bytes_a_second = 8 * 1024;  // slower clients are cut off
    Time wait = Time(500);                        // for a worker; then 503
    Time costly_wait = Time(10'000);              // for a worker of the costly lane
    Time linger = Time(5'000);                    // reading on after a refusal, so that the client can read it
    Time grace = Time(500);                       // after a stop, for requests that are already on their way
    Time drain = Time(10'000);                    // after a stop, for everything
};

// Workers for pages where the database answers over a network: they mostly wait.
inline constexpr int workers_over_network = 12;

struct ServerOptions {
    std::string address = "127.0.0.1";
    unsigned short port = 8080;                    // 0: any that is free
    std::string public_address = {};               // whose Host is accepted beside this machine's own names
    std::vector<std::string> trusted_proxies = {}; // see proxies.h
    int workers = 4;        // for pages: they need a processor, and more threads only cost more of it
    int savers = 16;        // for changes: they wait for the disk, and those that wait together share a sync
    int costly_workers = 2; // for hashing passwords, which must not slow everybody else
    std::function<bool(const Request&)> is_costly = {};                    // which requests go to them
    std::function<std::optional<Response>(const Request&)> when_busy = {}; // instead of the plain 503; must not wait
    bool stop_on_signals = false;                                          // SIGTERM and SIGINT
    std::function<void()> every_hour = {};                                 // on a costly worker, and once at the start
    Limits limits = {};
    Log log = {};

    // How many may ask the database at once: it should keep as many connections ready.
    int readers() const { return workers + savers + costly_workers; }
};

class Transport;

class Server {
public:
    // Given each whole request on a worker thread; releases its answer, then or later.
    using Answering = std::function<void(Request, Release)>;

    // Listens from now on. Throws std::runtime_error with a sentence for a person: address in use, not an address.
    Server(ServerOptions options, Answering answering);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    unsigned short port() const;

    // Serves until stopped, and then until what was begun is answered (limits.drain at most).
    void run();

    // From any thread or signal. No request that has been received is lost; the second call does not wait for them.
    void stop();

private:
    std::shared_ptr<Transport> transport_;
};

} // namespace kith::http
