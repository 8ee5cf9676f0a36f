#include "http/server.h"

#include "http/running_server_test.h"

#include <csignal>
#include <fstream>
#include <future>
#include <latch>
#include <unistd.h>

using namespace kith;
using namespace kith::http;
using namespace std::chrono_literals;

namespace {

const std::string get_hello = "GET /hello HTTP/1.1\r\nHost: kith.example\r\n\r\n";

ServerOptions shortly() {
    ServerOptions options;
    options.limits = short_limits();
    return options;
}

// Of this process, resident, in kibibytes.
long memory() {
    std::ifstream statm("/proc/self/statm");
    long whole = 0;
    long resident = 0;
    statm >> whole >> resident;
    return resident * sysconf(_SC_PAGESIZE) / 1024;
}

// Handlers that wait until they are let go.
class Gate {
public:
    void answer(const Request& request, const Release& release) {
        ++waiting;
        open_.get_future().wait();
        release({.body = "late " + request.path, .type = "text/plain"});
    }

    void open() { open_.set_value(); }

    std::atomic<int> waiting = 0;

private:
    struct Open {
        std::promise<void> promise;
        std::shared_future<void> future = promise.get_future().share();

        std::shared_future<void> get_future() const { return future; }

        void set_value() { promise.set_value(); }
    } open_;
};

void wait_for(const std::function<bool()>& holds) {
    for (int i = 0; i < 400 && !holds(); ++i)
        std::this_thread::sleep_for(5ms);
    CHECK(holds());
}

} // namespace

TEST_CASE("a request is answered, and the connection kept for the next") {
    RunningServer server(echo);
    WireClient client(server.port());

    for (int i = 0; i < 3; ++i) {
        client.send(get_hello);
        const auto answer = client.read();
        CHECK(answer.status == 200);
        CHECK(answer.body == "GET /hello from 127.0.0.1");
        CHECK(answer.header("connection") == "keep-alive");
        CHECK(answer.header("date").ends_with(" GMT"));
    }
    client.send("GET /bye HTTP/1.1\r\nHost: kith.example\r\nConnection: close\r\n\r\n");
    CHECK(client.read().header("connection") == "close");
    CHECK(client.ends());
}

TEST_CASE("many requests sent at once are answered one by one, in order") {
    RunningServer server(echo);
    WireClient client(server.port());
    std::string all;
    for (int i = 0; i < 200; ++i)
        all += fmt::format("GET /{} HTTP/1.1\r\nHost: kith.example\r\n\r\n", i);
    all += form_post("/last", "a=b");
    client.send(all);

    for (int i = 0; i < 200; ++i)
        CHECK(client.read().body == fmt::format("GET /{} from 127.0.0.1", i));
    CHECK(client.read().body == "POST /last a=b from 127.0.0.1");
}

TEST_CASE("HEAD says what GET would, without the body") {
    RunningServer server(echo);
    WireClient client(server.port());
    client.send("HEAD /hello HTTP/1.1\r\nHost: kith.example\r\n\r\n" + get_hello);

    const auto head = client.read(true);
    CHECK(head.status == 200);
    CHECK(head.header("content-length") == std::to_string(std::string("GET /hello from 127.0.0.1").size()));
    CHECK(client.read().body == "GET /hello from 127.0.0.1");
}

TEST_CASE("bytes may come one at a time") {
    RunningServer server(echo);
    WireClient client(server.port());
    for (const char c : form_post("/slow", "a=b"))
        client.send({&c, 1});
    CHECK(client.read().body == "POST /slow a=b from 127.0.0.1");
}

TEST_CASE("a body may come in chunks") {
    RunningServer server(echo);
    const std::string head =
        "POST /c HTTP/1.1\r\nHost: kith.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Transfer-Encoding: chunked\r\n\r\n";
    CHECK(exchange(server.port(), head + "2\r\na=\r\n3;x=y\r\nbcd\r\n0\r\n\r\n").body ==
          "POST /c a=bcd from 127.0.0.1");
    for (const std::string broken : {"x\r\nabc\r\n0\r\n\r\n", "-1\r\n", "3\r\nabcd\r\n0\r\n\r\n",
                                     "2 \r\na=\r\n0\r\n\r\n", "fffffffffffffffff\r\n", "3\nabc\r\n0\r\n\r\n"}) {
        CAPTURE(broken);
        CHECK(exchange(server.port(), head + broken).status == 400);
    }
}

TEST_CASE("fields after a body never pass for those of the head") {
    RunningServer server(echo, {.trusted_proxies = {"127.0.0.1"}});
    const std::string head =
        "POST /c HTTP/1.1\r\nHost: kith.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n";
    CHECK(exchange(server.port(), head + "\r\n").body == "POST /c a=b from 127.0.0.1");
    for (const std::string field :
         {"X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https", "Cookie: kith=x", "A: b"}) {
        const auto answer = exchange(server.port(), head + field + "\r\n\r\n");
        CAPTURE(answer.body);
        CHECK(answer.status == 400);
    }
}

TEST_CASE("a client that asks first is told to carry on") {
    RunningServer server(echo);
    WireClient client(server.port());
    client.send("POST /c HTTP/1.1\r\nHost: kith.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    CHECK(client.read().status == 100);
    client.send("a=b");
    CHECK(client.read().body == "POST /c a=b from 127.0.0.1");
}

TEST_CASE("a refused request ends its connection: nothing hidden behind it is read") {
    RunningServer server(echo);
    for (const std::string& bytes : {"POST /a HTTP/1.1\r\nHost: kith.example\r\nContent-Length: "
                                     "40\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
                                         get_hello,
                                     "GET /a HTTP/1.1\r\nHost: kith.example\r\nContent-Length: 5\r\n\r\n" + get_hello,
                                     "GET /a HTTP/1.1\r\nHost: kith.example\nX: y\r\n\r\n" + get_hello}) {
        WireClient client(server.port());
        client.send(bytes);
        const auto answer = client.read();
        CHECK(answer.status == 400);
        CHECK(answer.header("connection") == "close");
        CHECK(answer.says("could not be read"));
        CHECK_FALSE(answer.header("content-security-policy").empty());
        CHECK(client.ends());
    }
    CHECK(server.log().size() == 3);
}

TEST_CASE("text cut in the middle of a letter is answered in plain words") {
    RunningServer server(echo);
    WireClient client(server.port());
    client.send(form_post("/save", "note=%C5%BElu%C5"));

    const auto answer = client.read();
    CHECK(answer.status == 400);
    CHECK(answer.says("What your browser sent was not complete"));
    client.send(get_hello);
    CHECK(client.read().status == 200); // the request was whole, so the connection goes on
}

TEST_CASE("a head that is too large is refused, however it comes") {
    RunningServer server(echo);
    const std::string start = "GET / HTTP/1.1\r\nHost: kith.example\r\nX: ";
    CHECK(exchange(server.port(), start + std::string(15'000, 'x') + "\r\n\r\n").status == 200);
    CHECK(exchange(server.port(), start + std::string(17'000, 'x') + "\r\n\r\n").status == 431);
    CHECK(exchange(server.port(), start + std::string(2'000'000, 'x')).status == 431);
}

TEST_CASE("a form of 3 MB is taken, one over 4 MiB refused at once with words") {
    RunningServer server(echo);
    CHECK(exchange(server.port(), form_post("/note", "note=" + std::string(3'000'000, 'x'))).body ==
          "POST /note note=3000000 from 127.0.0.1");
    WireClient client(server.port());
    // Read on to its end, or the client's machine would throw the answer away.
    CHECK(client.send(form_post("/note", "note=" + std::string(20'000'000, 'x'))));
    const auto answer = client.read();
    CHECK(answer.status == 413);
    CHECK(answer.says("too large"));
}

TEST_CASE("an upload of 200 MB is refused at once and costs no memory") {
    RunningServer server(echo);
    const auto before = memory();
    const std::string block(1'000'000, 'x');
    for (const std::string length : {"Content-Length: 200000000", "Transfer-Encoding: chunked"}) {
        WireClient client(server.port());
        client.send("POST /upload HTTP/1.1\r\nHost: kith.example\r\nContent-Type: text/plain\r\n" + length +
                    "\r\n\r\n");
        for (int i = 0; i < 200; ++i) {
            if (length.starts_with("T")) client.send("f4240\r\n");
            if (!client.send(block)) break;
            if (length.starts_with("T")) client.send("\r\n");
        }
        CHECK(client.read().status == 413);
    }
    CHECK(memory() - before < 20'000);
}

TEST_CASE("bodies together have a limit too") {
    auto options = shortly();
    options.limits.bodies_bytes = 1'000;
    options.limits.start = 5'000ms;
    RunningServer server(echo, options);
    WireClient first(server.port());
    first.send("POST /a HTTP/1.1\r\nHost: kith.example\r\nContent-Type: text/plain\r\nContent-Length: 900\r\n\r\n");
    std::this_thread::sleep_for(20ms);
    // What is announced keeps nobody out; what has come does.
    CHECK(exchange(server.port(), form_post("/b", "b=" + std::string(200, 'x'))).status == 200);
    first.send(std::string(899, 'x'));
    std::this_thread::sleep_for(20ms);

    CHECK(exchange(server.port(), form_post("/b", "b=" + std::string(200, 'x'))).status == 503);
    first.send("x");
    CHECK(first.read().status == 200);
    CHECK(exchange(server.port(), form_post("/b", "b=" + std::string(200, 'x'))).status == 200);
}

TEST_CASE("who sends too slowly is cut off, and nobody else waits for it") {
    RunningServer server(echo, shortly());
    std::vector<WireClient> slow;
    for (int i = 0; i < 50; ++i) {
        slow.emplace_back(server.port());
        slow.back().send(i % 2 == 0 ? "GET / HT"
                                    : "POST / HTTP/1.1\r\nHost: kith.example\r\nContent-Type: text/plain\r\n"
                                      "Content-Length: 9\r\n\r\nx");
    }
    const auto since = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - since < 120ms) {
        for (auto& each : slow)
            each.send("x");
        CHECK(exchange(server.port(), get_hello).status == 200);
        std::this_thread::sleep_for(30ms);
    }
    for (auto& each : slow) {
        CHECK(each.read().status == 408);
        CHECK(each.ends());
    }
}

TEST_CASE("who never reads its answer is cut off") {
    const std::string large(40'000'000, 'x');
    RunningServer server([&](Request, Release release) { release({.body = large}); }, shortly());
    WireClient client(server.port());
    client.send(get_hello);
    wait_for([&] { return server.log().size() == 1; });
    CHECK(client.read().status == 0); // its beginning only
}

TEST_CASE("an idle connection is closed without a word") {
    RunningServer server(echo, shortly());
    WireClient unused(server.port());
    WireClient used(server.port());
    used.send(get_hello);
    CHECK(used.read().status == 200);
    CHECK(unused.ends());
    CHECK(used.ends());
}

TEST_CASE("when the workers are behind, who comes is sent away at once to come back") {
    Gate gate;
    auto options = shortly();
    options.workers = 1;
    options.savers = 1;
    options.limits.wait = 50ms;
    options.when_busy = [](const Request& request) -> std::optional<Response> {
        if (request.method == Method::get) return std::nullopt;
        return Response{.status = 503, .body = "not saved: " + request.form.text("note")};
    };
    RunningServer server([&](Request request, const Release& release) { gate.answer(request, release); }, options);
    WireClient working(server.port());
    working.send(get_hello);
    wait_for([&] { return gate.waiting == 1; });
    WireClient waiting(server.port());
    waiting.send(get_hello);
    std::this_thread::sleep_for(80ms);

    const auto since = std::chrono::steady_clock::now();
    const auto away = exchange(server.port(), get_hello);
    const auto took = std::chrono::steady_clock::now() - since;

    CHECK(away.status == 503);
    CHECK(away.header("retry-after") == "30");
    CHECK(away.says("Not available just now"));
    MESSAGE("refused after ", std::chrono::duration_cast<std::chrono::milliseconds>(took).count(), " ms");
    CHECK(exchange(server.port(), "GET /health HTTP/1.1\r\n\r\n").status == 200);

    WireClient saving(server.port());
    saving.send(form_post("/notes", "note=one"));
    wait_for([&] { return gate.waiting == 2; });
    WireClient late(server.port());
    late.send(form_post("/notes", "note=two"));
    std::this_thread::sleep_for(80ms);
    CHECK(exchange(server.port(), form_post("/notes", "note=three")).says("not saved: three"));
    gate.open();
    CHECK(working.read().status == 200);
    CHECK(waiting.read().status == 503); // it had waited too long when its turn came
    CHECK(late.read().says("not saved: two"));
}

TEST_CASE("changes that wait for the disk keep nobody from a page") {
    Gate gate;
    auto options = shortly();
    options.workers = options.savers = 1;
    RunningServer server(
        [&](Request request, Release release) {
            if (request.method == Method::post) return gate.answer(request, release);
            echo(std::move(request), std::move(release));
        },
        options);
    WireClient saving(server.port());
    saving.send(form_post("/save", "a=b"));
    wait_for([&] { return gate.waiting == 1; });

    CHECK(exchange(server.port(), get_hello).status == 200);
    gate.open();
    CHECK(saving.read().status == 200);
}

TEST_CASE("hashing passwords keeps nobody else waiting") {
    Gate gate;
    auto options = shortly();
    options.savers = 1;
    options.costly_workers = 1;
    options.is_costly = [](const Request& request) { return request.path == "/sign-in"; };
    RunningServer server(
        [&](Request request, Release release) {
            if (request.path == "/sign-in") return gate.answer(request, release);
            echo(std::move(request), std::move(release));
        },
        options);
    WireClient hashing(server.port());
    hashing.send(form_post("/sign-in", "a=b"));
    wait_for([&] { return gate.waiting == 1; });

    CHECK(exchange(server.port(), form_post("/save", "a=b")).status == 200);
    gate.open();
    CHECK(hashing.read().status == 200);
}

TEST_CASE("who says nothing gives up the place to who comes; where all are at work, one too many is told so") {
    auto options = shortly();
    options.limits.connections = 2;
    options.limits.idle = 5'000ms;
    std::mutex mutex;
    std::vector<Release> kept;
    RunningServer server(
        [&](Request, Release release) {
            const std::scoped_lock lock(mutex);
            kept.push_back(std::move(release));
        },
        options);
    const auto asked = [&](std::size_t count) {
        const std::scoped_lock lock(mutex);
        return kept.size() == count;
    };
    WireClient silent(server.port());
    WireClient first(server.port());
    first.send(get_hello);
    wait_for([&] { return asked(1); });
    WireClient second(server.port());
    second.send(get_hello);
    wait_for([&] { return asked(2); });
    CHECK(silent.ends());

    CHECK(WireClient(server.port()).read().status == 503);
    for (const auto& release : kept)
        release({.body = "done"});
    CHECK(first.read().status == 200);
    CHECK(second.read().status == 200);
}

TEST_CASE("a stop loses nothing that was sent, and ends") {
    std::atomic<int> handled = 0;
    auto options = shortly();
    options.workers = 4;
    RunningServer server(
        [&](Request, Release release) {
            std::this_thread::sleep_for(2ms);
            ++handled;
            release({.body = "done"});
        },
        options);
    const auto port = server.port();
    std::atomic<int> answered = 0;
    std::atomic<int> lost = 0;
    {
        std::vector<std::jthread> clients;
        for (int i = 0; i < 8; ++i)
            clients.emplace_back([&] {
                for (bool served = true; served;) {
                    WireClient client(port);
                    served = client.send(get_hello);
                    // A connection that nobody has taken when the server closes its ears was never begun.
                    for (bool first = true, open = served; open; first = false) {
                        const auto answer = client.read();
                        served = answer.status == 200;
                        if (served) ++answered;
                        if (!served && !first) ++lost;
                        open = served && answer.header("connection") == "keep-alive" && client.send(get_hello);
                    }
                }
            });
        std::this_thread::sleep_for(60ms);
        server.stop();
        server.wait();
    }
    CHECK(answered == handled);
    CHECK(lost == 0);
    CHECK(answered > 20);
}

TEST_CASE("a request that was on its way when the stop came is answered, on a connection that was idle") {
    auto options = shortly();
    options.limits.idle = 5'000ms;
    RunningServer server(echo, options);
    WireClient idle(server.port());
    idle.send(get_hello);
    CHECK(idle.read().status == 200);
    server.stop();
    wait_for([&] { return exchange(server.port(), "GET /health HTTP/1.1\r\n\r\n").status == 503; });

    idle.send(get_hello);
    const auto answer = idle.read();
    CHECK(answer.status == 200);
    CHECK(answer.header("connection") == "close");
    server.wait();
}

TEST_CASE("a stop waits for a handler that is at work") {
    Gate gate;
    RunningServer server([&](Request request, const Release& release) { gate.answer(request, release); }, shortly());
    WireClient client(server.port());
    client.send(get_hello);
    wait_for([&] { return gate.waiting == 1; });
    server.stop();
    std::this_thread::sleep_for(90ms);
    gate.open();

    const auto answer = client.read();
    CHECK(answer.status == 200);
    CHECK(answer.header("connection") == "close");
    server.wait();
}

TEST_CASE("a signal stops the server as gently") {
    Gate gate;
    auto options = shortly();
    options.stop_on_signals = true;
    RunningServer server([&](Request request, const Release& release) { gate.answer(request, release); }, options);
    WireClient client(server.port());
    client.send(get_hello);
    wait_for([&] { return gate.waiting == 1; });
    std::raise(SIGTERM);
    wait_for([&] { return exchange(server.port(), "GET /health HTTP/1.1\r\n\r\n").status == 503; });
    gate.open();

    CHECK(client.read().status == 200);
    server.wait();
}

TEST_CASE("an answer may come from another thread, long after the handler") {
    std::jthread later;
    RunningServer server([&](Request, Release release) {
        later = std::jthread([release = std::move(release)] {
            std::this_thread::sleep_for(20ms);
            release({.body = "later"});
        });
    });
    CHECK(exchange(server.port(), get_hello).body == "later");
}

TEST_CASE("an answer with a line end in a header is not sent") {
    RunningServer server([](Request, Release release) {
        release({.headers = {{"location", "/a\r\nset-cookie: b=c"}}});
    });
    CHECK(exchange(server.port(), get_hello).status == 0);
    CHECK(server.log().back().find("line end") != std::string::npos);
}

TEST_CASE("Host must be the public name, or this machine's own") {
    ServerOptions options;
    options.public_address = "https://kith.example";
    RunningServer server(echo, options);
    const auto answer = [&](const std::string& host) {
        return exchange(server.port(), "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    };
    CHECK(answer("kith.example").status == 200);
    CHECK(answer("KITH.example").status == 200);
    CHECK(answer("localhost:" + std::to_string(server.port())).status == 200);
    CHECK(answer("localhost").status == 421);
    const auto refused = answer("evil.example");
    CHECK(refused.status == 421);
    CHECK(refused.says("does not answer to the address you used"));
    CHECK(refused.says("tell whoever runs the service"));
    CHECK_FALSE(refused.says("evil.example"));
    CHECK_FALSE(refused.says("kith.example"));
}

TEST_CASE("what is to be done every hour is done at the start, and trouble with it stops nothing") {
    std::atomic<int> done = 0;
    auto options = shortly();
    options.every_hour = [&] {
        ++done;
        throw std::runtime_error("no disk");
    };
    RunningServer server(echo, options);
    wait_for([&] { return !server.log().empty(); });
    CHECK(done == 1);
    CHECK(server.log().front().find("no disk") != std::string::npos);
    CHECK(exchange(server.port(), get_hello).status == 200);
}

TEST_CASE("trouble with one connection ends neither taking others nor their deadlines") {
    std::atomic<int> broke = 0;
    auto options = shortly();
    options.port = 0;
    options.public_address = "https://kith.example";
    options.limits.connections = 1;
    options.log = [&](const LogLine& line) {
        if (line.status == 503 && broke == 0) throw std::runtime_error(std::to_string(++broke));
        if (line.status == 408 && broke == 1) throw std::runtime_error(std::to_string(++broke));
    };
    Server server(std::move(options), echo);
    const std::jthread running([&] { server.run(); });
    {
        WireClient slow(server.port());
        slow.send("GET / HT");
        std::this_thread::sleep_for(30ms);
        wait_for([&] {
            const WireClient another(server.port());
            std::this_thread::sleep_for(5ms);
            return broke >= 1;
        });
        CHECK(slow.read().status == 408);
        CHECK(broke == 2);
    }
    CHECK(exchange(server.port(), get_hello).status == 200);
    server.stop();
    server.stop();
}

TEST_CASE("an address in use, or none, is said plainly") {
    RunningServer server(echo);
    ServerOptions options;
    options.port = server.port();
    options.address = "kith.example";
    options.public_address = "https://kith.example";
    CHECK_THROWS_WITH(Server(options, echo), "'kith.example' is not an address to listen on");
    options.address = "127.0.0.1";
    CHECK_THROWS_AS(Server(options, echo), std::runtime_error); // its port is taken
}

TEST_CASE("a public address without TLS is refused, but for the machine itself") {
    const auto refused = [](const std::string& public_address, const std::string& listen = "127.0.0.1") {
        ServerOptions options;
        options.address = listen;
        options.port = 0;
        options.public_address = public_address;
        try {
            const Server server(options, echo);
            return false;
        } catch (const std::runtime_error&) {
            return true;
        }
    };
    for (const auto* address : {"http://kith.example", "http://192.168.0.7:8080", "http://127.0.0.1.evil.example",
                                "http://localhost.example:8080"}) {
        CAPTURE(address);
        CHECK(refused(address));
    }
    for (const auto* address :
         {"", "https://kith.example", "http://127.0.0.1:8080", "http://localhost", "http://[::1]:1"}) {
        CAPTURE(address);
        CHECK_FALSE(refused(address));
    }
    for (const auto* address : {"", "http://127.0.0.1:8080"}) {
        CAPTURE(address);
        CHECK(refused(address, "0.0.0.0"));
        CHECK(refused(address, "::"));
    }
    CHECK_FALSE(refused("https://kith.example", "0.0.0.0"));
}

TEST_CASE("idle connections are cheap") {
    RunningServer server(echo);
    const auto before = memory();
    std::vector<WireClient> idle;
    for (int i = 0; i < 400; ++i) { // with both ends here, a thousand would pass the usual limit of open files
        idle.emplace_back(server.port());
        idle.back().send(get_hello);
    }
    for (auto& each : idle)
        REQUIRE(each.read().status == 200);
    MESSAGE("kibibytes each, both ends: ", (memory() - before) / 400);
    CHECK((memory() - before) / 400 < 40);
}

TEST_CASE("an answer that comes when the server has gone harms nobody") {
    Release kept;
    std::atomic<bool> asked = false;
    {
        RunningServer server([&](Request, Release release) {
            kept = std::move(release);
            asked = true;
        });
        WireClient client(server.port());
        client.send(get_hello);
        wait_for([&] { return asked.load(); });
    }
    kept({.body = "late"});
    kept = nullptr;
    CHECK(asked);
}
