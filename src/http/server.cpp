#include "http/server.h"

#include "base/clock.h"
#include "base/crypto.h"
#include "http/arrival.h"
#include "http/error_pages.h"
#include "http/headers.h"
#include "http/machine.h"
#include "http/own_files.h"
#include "http/wire.h"
#include "http/workers.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <csignal>
#include <sys/resource.h>
#include <unordered_set>

namespace kith::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr auto never = Clock::time_point::max();
constexpr std::size_t scratch_bytes = 64 * 1024;
constexpr std::size_t kept_while_idle = 4 * 1024;
constexpr std::size_t longest_chunk_head = 16 * 1024;
constexpr std::string_view carry_on = "HTTP/1.1 100 Continue\r\n\r\n";

std::string_view plain(beast::string_view text) {
    return {text.data(), text.size()};
}

std::ptrdiff_t fields_of(const Parser& parser) {
    return std::distance(parser.get().begin(), parser.get().end());
}

std::string new_request_id(Random& random) {
    std::string bytes(8, '\0');
    random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
    return hex(bytes);
}

// What Host may say. On the machine itself its own names are as good as the public one.
std::vector<std::string> hosts(const ServerOptions& options, unsigned short port) {
    std::vector<std::string> hosts;
    const auto& address = options.public_address;
    if (!address.empty()) hosts.push_back(address.substr(address.find("://") + 3));
    if (!is_this_machine(options.address)) return hosts;
    for (const auto* local : {"127.0.0.1:", "localhost:", "[::1]:"})
        hosts.push_back(local + std::to_string(port));
    return hosts;
}

void require_tls_or_loopback(const ServerOptions& options) {
    if (is_safe_public_address(options.public_address, options.address)) return;
    if (options.public_address.empty())
        throw std::runtime_error(options.address + " is not this machine alone: a public address that begins with "
                                                   "https:// is needed to listen there");
    throw std::runtime_error("the public address '" + options.public_address +
                             "' is not safe: it must begin with https://, unless it is http://127.0.0.1 and Kith "
                             "listens to this machine alone");
}

// As many sockets as the machine allows this process, but for those files that the database needs.
std::size_t sockets_allowed() {
    constexpr rlim_t files_for_others = 256;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return files_for_others;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return files_for_others;
    return limit.rlim_cur > 2 * files_for_others ? limit.rlim_cur - files_for_others : limit.rlim_cur / 2;
}

} // namespace

class Connection;

// Everything that one running server holds. Used on the io thread only, but for `io` itself and the workers.
class Transport : public std::enable_shared_from_this<Transport> {
public:
    Transport(ServerOptions given, Server::Answering given_answering);

    void begin();
    void begin_stop();
    void forget(const std::shared_ptr<Connection>& connection);
    Workers& lane_for(const Request& request);
    std::string_view date();
    void log(const LogLine& line) const;

    ServerOptions options;
    Server::Answering answering;
    TrustedProxies proxies;
    SystemRandom random;
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    HeadRules rules;
    std::unique_ptr<Workers> workers;
    std::unique_ptr<Workers> savers;
    std::unique_ptr<Workers> costly_workers;
    std::vector<char> scratch = std::vector<char>(scratch_bytes); // every read goes through it
    bool secure = false;
    std::size_t bodies_bytes = 0;
    bool stopping = false;   // answers end their connections
    bool grace_over = false; // nobody new is served

private:
    void listen();
    void accept();
    void take(tcp::socket socket);
    bool has_room();
    void sweep();
    void do_what_is_hourly();
    void end_grace();
    void stop_when_empty();

    asio::steady_timer sweeper_{io};
    asio::steady_timer hour_{io};
    asio::steady_timer acceptance_{io};
    asio::steady_timer stopping_timer_{io};
    asio::signal_set signals_{io};
    std::unordered_set<std::shared_ptr<Connection>> connections_;
    std::int64_t date_second_ = 0;
    std::string date_text_;
};

// One client. Lives on the io thread; no other calls it.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Transport& transport, tcp::socket socket, std::string peer)
        : transport_(transport), limits_(transport.options.limits), socket_(std::move(socket)), peer_(std::move(peer)) {
    }

    void start();
    void turn_away();
    void cut_if_late(Clock::time_point now);
    void close_if_idle();

    bool is_idle() const { return state_ == State::idle; }

    Clock::time_point idle_until() const { return deadline_; }

    void reply(Response response);

private:
    enum class State { idle, head, body, working, writing, lingering, closed };

    void wait_for_bytes();
    void read_bytes();
    void use_bytes();
    void use_head();
    void begin_request(std::size_t head_bytes);
    bool take_room(std::size_t bytes);
    void give_back_room();
    void use_body();
    void hand_over();
    bool answer_here(const Request& request);
    void give_to_worker(Request request);
    void refuse(int status, std::string_view why);
    void refuse(Response response, std::string_view why);
    void send_away(const Request& request, std::string_view why);
    void send(Response response, std::string_view body);
    void write_more();
    void written();
    void next_request();
    void linger();
    void close();
    Clock::time_point slowest(Clock::time_point since, std::size_t bytes) const;

    Transport& transport_;
    const Limits& limits_;
    tcp::socket socket_;
    std::string peer_;
    State state_ = State::idle;
    Clock::time_point deadline_ = never;

    std::string in_;       // read and not yet used
    std::size_t seen_ = 0; // of it, looked at for the end of the head
    std::unique_ptr<Parser> parser_;
    Clock::time_point arrived_;
    std::size_t body_room_ = 0; // taken from the room for all bodies
    std::size_t body_bytes_ = 0;
    std::ptrdiff_t head_fields_ = 0;
    std::string id_;
    std::string_view method_ = "-";
    bool without_body_ = false; // HEAD
    bool keep_alive_ = false;

    std::string out_head_;
    std::string out_owned_;
    std::string_view out_body_;
    std::size_t sent_ = 0;
    Clock::time_point out_since_;
};

// The slowest a client may be: some time to begin with and a second for every so many bytes that moved, but never so
// long without any.
Clock::time_point Connection::slowest(Clock::time_point since, std::size_t bytes) const {
    const auto allowed = std::chrono::milliseconds(bytes * 1'000 / limits_.least_bytes_a_second);
    return std::min(since + allowed, Clock::now()) + limits_.start;
}

void Connection::start() {
    deadline_ = Clock::now() + limits_.head;
    wait_for_bytes();
}

void Connection::wait_for_bytes() {
    socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](error_code failed) {
        if (self->state_ == State::closed) return;
        if (failed) return self->close();
        self->read_bytes();
    });
}

void Connection::read_bytes() {
    error_code failed;
    const auto got = socket_.read_some(asio::buffer(transport_.scratch), failed);
    if (failed == asio::error::would_block || failed == asio::error::interrupted) return wait_for_bytes();
    if (failed) return close();
    if (state_ == State::lingering) return wait_for_bytes();
    in_.append(transport_.scratch.data(), got);
    use_bytes();
}

void Connection::use_bytes() {
    if (state_ == State::idle) {
        state_ = State::head;
        arrived_ = Clock::now();
        deadline_ = arrived_ + limits_.head;
        id_ = new_request_id(transport_.random);
        method_ = "-";
        without_body_ = false;
    }
    if (state_ == State::head) return use_head();
    use_body();
}

void Connection::use_head() {
    const auto end = find_head_end(std::string_view(in_).substr(0, limits_.head_bytes), seen_);
    seen_ = std::min(in_.size(), limits_.head_bytes);
    switch (end.kind) {
    case HeadEnd::Kind::broken:
        return refuse(400, "line ends");
    case HeadEnd::Kind::complete:
        return begin_request(end.size);
    case HeadEnd::Kind::incomplete:
        if (in_.size() >= limits_.head_bytes) return refuse(431, "head too large");
        return wait_for_bytes();
    }
}

void Connection::begin_request(std::size_t head_bytes) {
    const auto head = std::string_view(in_).substr(0, head_bytes);
    if (const auto fault = fault_in_head(head, transport_.rules)) return refuse(fault->status, fault->why);

    parser_ = std::make_unique<Parser>();
    parser_->header_limit(static_cast<std::uint32_t>(limits_.head_bytes + 1));
    parser_->body_limit(limits_.body_bytes);
    error_code failed;
    const auto used = parser_->put(asio::buffer(head), failed);
    if (failed == beast::http::error::body_limit) return refuse(413, "body too large");
    if (failed || used != head_bytes || !parser_->is_header_done()) return refuse(400, "head");

    in_.erase(0, head_bytes);
    seen_ = 0;
    method_ = plain(parser_->get().method_string());
    without_body_ = method_ == "HEAD";
    keep_alive_ = parser_->keep_alive() && !transport_.stopping;
    if (parser_->is_done()) return hand_over();

    state_ = State::body;
    body_bytes_ = 0;
    head_fields_ = fields_of(*parser_);
    arrived_ = Clock::now();
    deadline_ = slowest(arrived_, 0);
    if (parser_->get().count(beast::http::field::expect) > 0 && in_.empty()) {
        error_code ignored; // a client that cannot take these few bytes now will not miss them
        socket_.write_some(asio::buffer(carry_on), ignored);
    }
    use_body();
}

// As bytes come, not as they are announced: otherwise a few who announce much and send nothing would keep everybody's
// forms out.
bool Connection::take_room(std::size_t bytes) {
    if (transport_.bodies_bytes + bytes > limits_.bodies_bytes) return false;
    transport_.bodies_bytes += bytes;
    body_room_ += bytes;
    return true;
}

void Connection::give_back_room() {
    transport_.bodies_bytes -= body_room_;
    body_room_ = 0;
}

void Connection::use_body() {
    error_code failed;
    parser_->eager(true);
    if (!in_.empty()) {
        const auto used = parser_->put(asio::buffer(in_), failed);
        in_.erase(0, used);
        body_bytes_ += used;
        if (!take_room(used)) return refuse(503, "no room for bodies");
        deadline_ = slowest(arrived_, body_bytes_);
    }
    if (failed == beast::http::error::body_limit) return refuse(413, "body too large");
    if (failed && failed != beast::http::error::need_more) return refuse(400, "body");
    if (parser_->is_done()) return hand_over();
    if (in_.size() > longest_chunk_head) return refuse(400, "head of a chunk");
    wait_for_bytes();
}

void Connection::hand_over() {
    // Fields after a body in chunks would stand among those of the head, which were looked at before (RFC 9110 6.5.1).
    if (state_ == State::body && fields_of(*parser_) != head_fields_) return refuse(400, "fields after the body");
    auto& message = parser_->get();
    Arrival arrival{.method = method_,
                    .target = plain(message.target()),
                    .headers = {},
                    .body = std::move(message.body()),
                    .peer = peer_};
    for (const auto& field : message)
        arrival.headers.emplace_back(plain(field.name_string()), plain(field.value()));

    Request request;
    request.id = id_;
    request.arrived = arrived_;
    const auto refusal = read(std::move(arrival), transport_.proxies, request);
    state_ = State::working;
    deadline_ = never;
    if (refusal) return refuse(refusal->status, refusal->why);
    if (!answer_here(request)) give_to_worker(std::move(request));
}

// What needs no worker.
bool Connection::answer_here(const Request& request) {
    if (request.path == health_path) {
        Response response{.status = transport_.stopping ? 503 : 200, .type = "text/plain; charset=utf-8"};
        add_security_headers(response, transport_.secure);
        send(std::move(response), transport_.stopping ? "stopping\n" : "ok\n");
        return true;
    }
    auto file = own_file(request);
    if (!file) return false;
    add_security_headers(file->response, transport_.secure);
    transport_.log({.method = method_, .route = "/assets", .status = 200, .request = id_});
    send(std::move(file->response), file->body);
    return true;
}

// A client whose answer is still to come, perhaps from the database's thread after the server has gone: its socket
// lives in the transport, so it must go first. Members are destroyed from the last to the first.
struct Waiting {
    std::shared_ptr<Transport> transport;
    std::shared_ptr<Connection> connection;
};

void Connection::give_to_worker(Request request) {
    auto& lane = transport_.lane_for(request);
    const Waiting waiting{transport_.shared_from_this(), shared_from_this()};
    const auto release = [waiting](Response response) {
        auto carried = std::make_shared<Response>(std::move(response));
        asio::post(waiting.transport->io, [self = waiting.connection, carried] { self->reply(std::move(*carried)); });
    };
    auto carried = std::make_shared<Request>(std::move(request));
    const bool taken = lane.take(
        {.run = [carried, release, transport = &transport_] { transport->answering(std::move(*carried), release); },
         .refuse =
             [waiting, carried] {
                 asio::post(waiting.transport->io,
                            [self = waiting.connection, carried] { self->send_away(*carried, "waited too long"); });
             }});
    if (!taken) send_away(*carried, "others wait too long");
}

// There is no worker for it. What somebody wrote goes back to them.
void Connection::send_away(const Request& request, std::string_view why) {
    if (state_ == State::closed) return;
    std::optional<Response> own;
    try {
        if (transport_.options.when_busy) own = transport_.options.when_busy(request);
    } catch (const std::exception&) {
        own.reset();
    }
    refuse(own ? std::move(*own) : error_page(503, id_), why);
}

// Answers in plain words without asking anybody. What is still being sent is not read: the connection ends.
void Connection::refuse(int status, std::string_view why) {
    refuse(error_page(status, id_), why);
}

void Connection::refuse(Response response, std::string_view why) {
    if (state_ == State::closed) return;
    const bool whole = state_ == State::working;
    const int status = response.status;
    add_security_headers(response, transport_.secure);
    if (!whole) keep_alive_ = false;
    const auto taken = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - arrived_).count();
    transport_.log(
        {.method = method_, .route = "-", .status = status, .microseconds = taken, .request = id_, .fault = why});
    reply(std::move(response));
}

void Connection::reply(Response response) {
    if (state_ == State::closed) return;
    out_owned_ = std::move(response.body);
    response.body.clear();
    send(std::move(response), out_owned_);
}

void Connection::send(Response response, std::string_view body) {
    give_back_room();
    if (transport_.stopping) keep_alive_ = false;
    try {
        out_head_ = head_of(response, body.size(), keep_alive_, transport_.date());
    } catch (const std::logic_error& mistake) {
        transport_.log({.method = method_, .route = "-", .status = 500, .request = id_, .fault = mistake.what()});
        return close();
    }
    out_body_ = without_body_ ? std::string_view() : body;
    parser_.reset();
    sent_ = 0;
    state_ = State::writing;
    out_since_ = Clock::now();
    write_more();
}

void Connection::write_more() {
    for (;;) {
        const auto head = std::string_view(out_head_).substr(std::min(sent_, out_head_.size()));
        const auto body = out_body_.substr(sent_ - (out_head_.size() - head.size()));
        if (head.empty() && body.empty()) return written();
        error_code failed;
        sent_ += socket_.write_some(std::array{asio::buffer(head), asio::buffer(body)}, failed);
        deadline_ = slowest(out_since_, sent_);
        if (failed == asio::error::would_block) break;
        if (failed && failed != asio::error::interrupted) return close();
    }
    socket_.async_wait(tcp::socket::wait_write, [self = shared_from_this()](error_code failed) {
        if (self->state_ == State::closed) return;
        if (failed) return self->close();
        self->write_more();
    });
}

void Connection::written() {
    out_head_ = {};
    out_owned_ = {};
    out_body_ = {};
    if (!keep_alive_) return linger();
    // Not from here: many small requests sent at once must not nest.
    asio::post(transport_.io, [self = shared_from_this()] { self->next_request(); });
}

void Connection::next_request() {
    if (state_ == State::closed) return;
    state_ = State::idle;
    deadline_ = Clock::now() + limits_.idle;
    if (!in_.empty()) return use_bytes();
    if (transport_.grace_over) return close();
    if (in_.capacity() > kept_while_idle) in_ = {};
    wait_for_bytes();
}

// Says that nothing more will come and reads on for a while: closing at once would make the client's machine throw
// the answer away.
void Connection::linger() {
    error_code failed;
    socket_.shutdown(tcp::socket::shutdown_send, failed);
    if (failed) return close();
    state_ = State::lingering;
    in_ = {};
    deadline_ = Clock::now() + limits_.linger;
    wait_for_bytes();
}

void Connection::close() {
    if (state_ == State::closed) return;
    state_ = State::closed;
    give_back_room();
    error_code ignored;
    socket_.close(ignored);
    transport_.forget(shared_from_this());
}

// Too many are connected already.
void Connection::turn_away() {
    id_ = new_request_id(transport_.random);
    arrived_ = Clock::now();
    refuse(503, "too many connections");
}

void Connection::cut_if_late(Clock::time_point now) {
    if (now < deadline_) return;
    if (state_ == State::head || state_ == State::body) return refuse(408, "too slow");
    if (state_ == State::writing)
        transport_.log({.method = method_, .route = "-", .status = 408, .request = id_, .fault = "does not read"});
    close();
}

void Connection::close_if_idle() {
    if (state_ == State::idle) close();
}

Transport::Transport(ServerOptions given, Server::Answering given_answering)
    : options(std::move(given)), answering(std::move(given_answering)), proxies(options.trusted_proxies) {
    require_tls_or_loopback(options);
    options.limits.connections = std::min(options.limits.connections, sockets_allowed());
    listen();
    secure = options.public_address.starts_with("https://");
    rules.hosts = hosts(options, acceptor.local_endpoint().port());
    workers = std::make_unique<Workers>(options.workers, options.limits.wait);
    savers = std::make_unique<Workers>(options.savers, options.limits.wait);
    costly_workers = std::make_unique<Workers>(options.costly_workers, options.limits.costly_wait);
}

void Transport::listen() {
    error_code failed;
    const auto address = asio::ip::make_address(options.address, failed);
    if (failed) throw std::runtime_error("'" + options.address + "' is not an address to listen on");
    const tcp::endpoint endpoint(address, options.port);
    acceptor.open(endpoint.protocol(), failed);
    if (!failed) acceptor.set_option(tcp::acceptor::reuse_address(true), failed);
    if (!failed) acceptor.bind(endpoint, failed);
    if (!failed) acceptor.listen(1'024, failed);
    if (!failed) acceptor.non_blocking(true, failed);
    if (failed == asio::error::address_in_use)
        throw std::runtime_error(
            fmt::format("another program, perhaps another Kith, listens on {}:{} already. Stop it, "
                        "or listen on another port",
                        options.address, options.port));
    if (failed)
        throw std::runtime_error(
            fmt::format("cannot listen on {}:{}: {}", options.address, options.port, failed.message()));
}

void Transport::begin() {
    if (options.stop_on_signals) {
        signals_.add(SIGTERM);
        signals_.add(SIGINT);
        signals_.async_wait([this](error_code failed, int) {
            if (!failed) begin_stop();
        });
    }
    accept();
    sweep();
    if (options.every_hour) do_what_is_hourly();
}

void Transport::accept() {
    acceptor.async_accept([this](error_code failed, tcp::socket socket) {
        if (failed == asio::error::operation_aborted || !acceptor.is_open()) return;
        if (!failed) {
            accept(); // first: whatever goes wrong with this one, the next is taken
            return take(std::move(socket));
        }
        // No more file descriptors, most likely: some will come back.
        acceptance_.expires_after(std::chrono::milliseconds(100));
        acceptance_.async_wait([this](error_code stopped) {
            if (!stopped) accept();
        });
    });
}

void Transport::take(tcp::socket socket) {
    error_code failed;
    const auto peer = socket.remote_endpoint(failed);
    if (!failed) socket.non_blocking(true, failed);
    if (!failed) socket.set_option(tcp::no_delay(true), failed);
    if (failed) return;
    const bool full = !has_room();
    auto connection = std::make_shared<Connection>(*this, std::move(socket), peer.address().to_string());
    connections_.insert(connection);
    if (full)
        connection->turn_away();
    else
        connection->start();
}

// Where all places are taken, whoever has done nothing for the longest gives theirs up: they can connect again, and
// somebody who opens connections and says nothing keeps nobody out.
bool Transport::has_room() {
    if (connections_.size() < options.limits.connections) return true;
    std::shared_ptr<Connection> longest;
    for (const auto& each : connections_)
        if (each->is_idle() && (!longest || each->idle_until() < longest->idle_until())) longest = each;
    if (longest) longest->close_if_idle();
    return longest != nullptr;
}

void Transport::forget(const std::shared_ptr<Connection>& connection) {
    connections_.erase(connection);
    stop_when_empty();
}

// One timer for all deadlines: cheaper than one each, and exact enough.
void Transport::sweep() {
    const auto& limits = options.limits;
    const auto shortest = std::min({limits.head, limits.idle, limits.start, limits.linger});
    sweeper_.expires_after(std::clamp(shortest / 4, Limits::Time(5), Limits::Time(250)));
    sweeper_.async_wait([this](error_code stopped) {
        if (stopped) return;
        sweep();
        const auto now = Clock::now();
        const std::vector all(connections_.begin(), connections_.end());
        for (const auto& connection : all)
            connection->cut_if_late(now);
    });
}

void Transport::do_what_is_hourly() {
    hour_.expires_after(std::chrono::hours(1));
    hour_.async_wait([this](error_code stopped) {
        if (!stopped) do_what_is_hourly();
    });
    costly_workers->take({.run =
                              [this] {
                                  try {
                                      options.every_hour();
                                  } catch (const std::exception& error) {
                                      faults_of("every hour", options.log)(error.what());
                                  }
                              },
                          .refuse = [] {}});
}

void Transport::begin_stop() {
    if (stopping) return io.stop();
    stopping = true;
    if (options.stop_on_signals)
        signals_.async_wait([this](error_code failed, int) {
            if (!failed) begin_stop();
        });
    stopping_timer_.expires_after(options.limits.grace);
    stopping_timer_.async_wait([this](error_code) { end_grace(); });
}

// Whoever has connected by now is still served; then nobody is taken.
void Transport::end_grace() {
    for (;;) {
        error_code failed;
        tcp::socket socket(io);
        acceptor.accept(socket, failed);
        if (failed) break;
        take(std::move(socket));
    }
    error_code ignored;
    acceptor.close(ignored);
    grace_over = true;
    const std::vector all(connections_.begin(), connections_.end());
    for (const auto& connection : all)
        connection->close_if_idle();
    stop_when_empty();
    stopping_timer_.expires_after(options.limits.drain);
    stopping_timer_.async_wait([this](error_code failed) {
        if (!failed) io.stop();
    });
}

void Transport::stop_when_empty() {
    if (grace_over && connections_.empty()) io.stop();
}

Workers& Transport::lane_for(const Request& request) {
    if (options.is_costly && options.is_costly(request)) return *costly_workers;
    return request.method == Method::get ? *workers : *savers;
}

std::string_view Transport::date() {
    const auto second = SystemClock().now().milliseconds / 1'000;
    if (second != date_second_) {
        date_second_ = second;
        date_text_ = http_date(second);
    }
    return date_text_;
}

void Transport::log(const LogLine& line) const {
    if (options.log) options.log(line);
}

Server::Server(ServerOptions options, Answering answering)
    : transport_(std::make_shared<Transport>(std::move(options), std::move(answering))) {}

Server::~Server() {
    // Here and not with the transport, whose last owner may be one of these threads.
    transport_->workers.reset();
    transport_->savers.reset();
    transport_->costly_workers.reset();
}

unsigned short Server::port() const {
    return transport_->acceptor.local_endpoint().port();
}

void Server::run() {
    transport_->begin();
    for (;;) {
        try {
            transport_->io.run();
            return;
        } catch (const std::exception& error) {
            // One connection's trouble is nobody else's.
            faults_of("-", transport_->options.log)(error.what());
        }
    }
}

void Server::stop() {
    asio::post(transport_->io, [transport = transport_] { transport->begin_stop(); });
}

} // namespace kith::http
