// The least that HTTP can cost: a bare Boost.Beast server with nothing of Kith in it. What a page costs is measured
// against it in the same run.
//
//   hello PORT [WORKERS]    until it is stopped

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

// Io threads: as many as `kith serve` has workers for pages on SQLite, so that neither may run on more processors.
constexpr int usual_workers = 4;

// One client. Its reads and writes take turns, so it needs no lock whatever thread they end on.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    explicit Connection(tcp::socket socket) : socket_(std::move(socket)) {}

    void read() {
        request_ = {};
        http::async_read(socket_, buffer_, request_, [self = shared_from_this()](error_code failed, std::size_t) {
            if (!failed) self->answer();
        });
    }

private:
    using Request = http::request<http::string_body>;
    using Response = http::response<http::string_body>;

    void answer() {
        response_ = Response(http::status::ok, request_.version(), "hello\n");
        response_.set(http::field::content_type, "text/plain");
        response_.keep_alive(request_.keep_alive());
        response_.prepare_payload();
        http::async_write(socket_, response_, [self = shared_from_this()](error_code failed, std::size_t) {
            if (!failed && self->response_.keep_alive()) self->read();
        });
    }

    tcp::socket socket_;
    boost::beast::flat_buffer buffer_;
    Request request_;
    Response response_;
};

// On the port of this machine alone, with the options that Kith's sockets have.
tcp::acceptor listening(asio::io_context& io, unsigned short port) {
    const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), port);
    tcp::acceptor acceptor(io, endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen(1'024);
    return acceptor;
}

void accept(tcp::acceptor& acceptor) {
    acceptor.async_accept([&acceptor](error_code failed, tcp::socket socket) {
        if (!failed) socket.set_option(tcp::no_delay(true), failed);
        if (!failed) std::make_shared<Connection>(std::move(socket))->read();
        accept(acceptor);
    });
}

void run(unsigned short port, int workers) {
    asio::io_context io(workers);
    auto acceptor = listening(io, port);
    asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&io](error_code, int) { io.stop(); });
    accept(acceptor);
    std::printf("http://127.0.0.1:%d\n", acceptor.local_endpoint().port());
    std::fflush(stdout);

    std::vector<std::jthread> threads;
    for (int i = 0; i < workers; ++i)
        threads.emplace_back([&io] { io.run(); });
}

} // namespace

int main(int count, char** words) {
    if (count < 2) return std::fputs("hello PORT [WORKERS]\n", stderr), 2;
    run(static_cast<unsigned short>(std::atoi(words[1])), count > 2 ? std::atoi(words[2]) : usual_workers);
}
