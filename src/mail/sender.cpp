#include "mail/sender.h"

#include "db/database.h"

namespace kith::mail {

namespace {

// Longer than one letter can take at the relay's own limit of a minute.
constexpr std::int64_t claim_ms = 5 * minutes_ms;
constexpr auto between_rounds = std::chrono::seconds(5);

} // namespace

Sender::Sender(db::Database& database, Relay& relay, Letterhead head, std::function<void(const std::string&)> complain)
    : database_(database), relay_(relay), head_(std::move(head)), complain_(std::move(complain)) {}

Sender::~Sender() {
    stop();
}

void Sender::start() {
    thread_ = std::thread([this] { keep_sending(); });
}

void Sender::stop() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    stopping_.notify_all();
    if (thread_.joinable()) thread_.join();
}

int Sender::send_due() {
    // What the relay took but the database could not write down comes first: it must not go out again.
    while (!unrecorded_.empty()) {
        database_.write([&](db::Writer& writer) { mark_sent(writer, unrecorded_.back()); });
        unrecorded_.pop_back();
    }

    int accepted = 0;
    while (const auto letter = take_next())
        accepted += deliver(*letter) ? 1 : 0;
    return accepted;
}

// One at a time: what a stopped node had taken waits for its claim to end, so it should be little.
std::optional<Letter> Sender::take_next() {
    if (is_stopping()) return std::nullopt;

    const auto now = database_.clock().now();
    if (!database_.reading([&](db::Reader& reader) { return is_anything_due(reader, now); })) return std::nullopt;

    return database_.writing([](db::Writer& writer) { return take_due(writer, claim_ms); });
}

bool Sender::is_stopping() {
    const std::lock_guard lock(mutex_);
    return stop_;
}

bool Sender::deliver(const Letter& letter) {
    const auto delivered = relay_.deliver(head_.from, letter.to, message(letter, head_));
    if (!delivered.accepted) {
        if (complain_) complain_("mail: the relay did not take a letter: " + delivered.error);
        database_.write([&](db::Writer& writer) { mark_failed(writer, letter, delivered.error, delivered.for_good); });
        return false;
    }
    unrecorded_.push_back(letter);
    database_.write([&](db::Writer& writer) { mark_sent(writer, letter); });
    unrecorded_.pop_back();
    return true;
}

void Sender::keep_sending() {
    std::unique_lock lock(mutex_);
    while (!stop_) {
        lock.unlock();
        try {
            send_due();
        } catch (const std::exception& fault) {
            if (complain_) complain_(std::string("mail: ") + fault.what());
        }
        lock.lock();
        stopping_.wait_for(lock, between_rounds, [this] { return stop_; });
    }
}

} // namespace kith::mail
