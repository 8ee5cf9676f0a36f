#include "mail/relay.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kith::mail {

namespace {

// An SMTP relay for tests: on loopback, one connection at a time, answering as it is told to.
class SmtpSink {
public:
    struct Answers {
        std::string greeting = "220 sink ready";
        std::string to_hello = "250 OK";
        std::string to_password = "235 go on";
        std::string to_sender = "250 OK";
        std::string to_recipient = "250 OK";
        std::string to_message = "250 OK kept";
        bool silent = false; // takes the connection and says nothing
    };

    explicit SmtpSink(Answers answers);
    ~SmtpSink();

    std::string url() const;

    std::vector<std::string> messages();
    // All that came, letters too.
    std::string heard();

private:
    void serve();
    void converse(int connection);
    bool say(int connection, const std::string& line);

    Answers answers_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> stop_ = false;
    std::mutex mutex_;
    std::vector<std::string> messages_;
    std::string heard_;
    std::thread thread_;
};

SmtpSink::SmtpSink(Answers answers) : answers_(std::move(answers)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(listener_, 4) == 0);
    REQUIRE(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

SmtpSink::~SmtpSink() {
    stop_ = true;
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
}

std::string SmtpSink::url() const {
    return fmt::format("smtp://127.0.0.1:{}", port_);
}

std::vector<std::string> SmtpSink::messages() {
    const std::lock_guard lock(mutex_);
    return messages_;
}

std::string SmtpSink::heard() {
    const std::lock_guard lock(mutex_);
    return heard_;
}

void SmtpSink::serve() {
    while (!stop_) {
        const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        if (!answers_.silent) converse(connection);
        while (answers_.silent && !stop_) {
            pollfd waiting{connection, POLLIN, 0};
            char ignored[256];
            if (poll(&waiting, 1, 10) > 0 && read(connection, ignored, sizeof ignored) <= 0) break;
        }
        close(connection);
    }
}

bool SmtpSink::say(int connection, const std::string& line) {
    const auto text = line + "\r\n";
    return send(connection, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
}

void SmtpSink::converse(int connection) {
    if (!say(connection, answers_.greeting)) return;

    std::string heard;
    bool in_message = false;
    for (char buffer[4096];;) {
        const auto count = read(connection, buffer, sizeof buffer);
        if (count <= 0) return;
        heard.append(buffer, static_cast<std::size_t>(count));
        {
            const std::lock_guard lock(mutex_);
            heard_.append(buffer, static_cast<std::size_t>(count));
        }

        if (in_message) {
            const auto end = heard.find("\r\n.\r\n");
            if (end == std::string::npos) continue;
            if (answers_.to_message.starts_with("250")) {
                const std::lock_guard lock(mutex_);
                messages_.push_back(heard.substr(0, end));
            }
            heard.erase(0, end + 5);
            in_message = false;
            say(connection, answers_.to_message);
        }
        for (std::size_t end; !in_message && (end = heard.find("\r\n")) != std::string::npos;) {
            const auto line = heard.substr(0, end);
            heard.erase(0, end + 2);
            if (line.starts_with("EHLO"))
                say(connection, answers_.to_hello);
            else if (line.starts_with("AUTH"))
                say(connection, answers_.to_password);
            else if (line.starts_with("MAIL"))
                say(connection, answers_.to_sender);
            else if (line.starts_with("RCPT"))
                say(connection, answers_.to_recipient);
            else if (line.starts_with("DATA")) {
                in_message = true;
                say(connection, "354 go on");
            } else if (line.starts_with("QUIT")) {
                say(connection, "221 bye");
                return;
            } else
                say(connection, "250 OK");
        }
    }
}

SmtpSettings quick(const std::string& url) {
    SmtpSettings settings{.url = url};
    settings.connect_ms = 500;
    settings.total_ms = 1000;
    return settings;
}

Delivered deliver_to(const std::string& url) {
    return SmtpRelay(quick(url))
        .deliver("from@council.example", "to@school.example",
                 "Subject: Test\r\n\r\nOne line\r\n.A line with a dot\r\n");
}

} // namespace

TEST_CASE("a relay takes a message whole") {
    SmtpSink sink({});
    const auto delivered = deliver_to(sink.url());
    CHECK(delivered.accepted);
    CHECK(delivered.error == "");
    REQUIRE(sink.messages().size() == 1);
    CHECK(sink.messages().front().find("One line\r\n..A line with a dot") != std::string::npos);
}

TEST_CASE("a relay that is down, busy or unwilling is told apart") {
    std::string gone;
    {
        SmtpSink sink({});
        gone = sink.url();
    }
    const auto down = deliver_to(gone);
    CHECK_FALSE(down.accepted);
    CHECK_FALSE(down.for_good);
    CHECK(down.error != "");

    SmtpSink busy({.greeting = "421 too busy"});
    CHECK_FALSE(deliver_to(busy.url()).accepted);
    CHECK_FALSE(deliver_to(busy.url()).for_good);

    SmtpSink grey({.to_recipient = "451 try again later"});
    CHECK_FALSE(deliver_to(grey.url()).for_good);

    SmtpSink unknown({.to_recipient = "550 no such mailbox"});
    const auto refused = deliver_to(unknown.url());
    CHECK_FALSE(refused.accepted);
    CHECK(refused.for_good);
    CHECK(refused.error.starts_with("550"));

    SmtpSink full({.to_message = "452 disk full"});
    CHECK_FALSE(deliver_to(full.url()).accepted);
    CHECK_FALSE(deliver_to(full.url()).for_good);
    CHECK(full.messages().empty());
}

TEST_CASE("a relay that will not have Kith at all refuses no letter for good") {
    SmtpSink locked({.to_hello = "250 AUTH PLAIN", .to_password = "535 the password is over"});
    auto settings = quick(locked.url());
    settings.user = "kith";
    settings.password = "old";
    const auto denied =
        SmtpRelay(settings).deliver("from@council.example", "to@school.example", "Subject: T\r\n\r\nT\r\n");
    CHECK_FALSE(denied.accepted);
    CHECK_FALSE(denied.for_good);
    CHECK(denied.error.starts_with("535"));

    SmtpSink strict({.to_sender = "553 not a sender of ours"});
    CHECK_FALSE(deliver_to(strict.url()).for_good);
    SmtpSink closed({.greeting = "554 no service here"});
    CHECK_FALSE(deliver_to(closed.url()).for_good);

    SmtpSink picky({.to_message = "554 looks like something unwanted"});
    CHECK(deliver_to(picky.url()).for_good);
}

TEST_CASE("where letters must be encrypted, a relay that cannot is given none, and no password") {
    SmtpSink sink({});
    auto settings = quick(sink.url());
    settings.require_tls = true;
    settings.user = "kith";
    settings.password = "never in the clear";
    const auto delivered =
        SmtpRelay(settings).deliver("from@council.example", "to@school.example", "Subject: T\r\n\r\nT\r\n");
    CHECK_FALSE(delivered.accepted);
    CHECK_FALSE(delivered.for_good);
    CHECK(delivered.error.find("never in the clear") == std::string::npos);
    CHECK(sink.messages().empty());
    CHECK(sink.heard().find("EHLO") != std::string::npos);
    for (const auto* word : {"AUTH", "MAIL", "RCPT", "DATA"})
        CHECK(sink.heard().find(word) == std::string::npos);
}

TEST_CASE("a relay that says nothing does not hold Kith up") {
    SmtpSink silent({.silent = true});
    auto settings = quick(silent.url());
    settings.total_ms = 90;
    const auto slow =
        SmtpRelay(settings).deliver("from@council.example", "to@school.example", "Subject: T\r\n\r\nT\r\n");
    CHECK_FALSE(slow.accepted);
    CHECK_FALSE(slow.for_good);
}

} // namespace kith::mail
