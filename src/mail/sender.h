#pragma once
// The thread that empties the outbox. Starting it needs no relay: letters wait while the relay is away.
//
// At least once: a letter whose acceptance by the relay could not be written down (the machine stopped between the
// two) is sent again, with the same Message-ID. A letter written down as sent is never sent again.

#include "mail/letter.h"
#include "mail/relay.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace kith::db {
class Database;
}

namespace kith::mail {

class Sender {
public:
    // `complain` hears one line for the log when the database or the relay fails; no addresses in it.
    Sender(db::Database& database, Relay& relay, Letterhead head,
           std::function<void(const std::string&)> complain = {});
    // Stops, waiting for at most the letter that is under way.
    ~Sender();

    void start();
    void stop();

    // One round, by the caller's thread: sends all that is due and gives how many letters the relay accepted.
    // Throws db::Fault when the database fails; the next round goes on where this one stopped.
    int send_due();

private:
    std::optional<Letter> take_next();
    bool deliver(const Letter& letter);
    bool is_stopping();
    void keep_sending();

    db::Database& database_;
    Relay& relay_;
    Letterhead head_;
    std::function<void(const std::string&)> complain_;
    std::vector<Letter> unrecorded_; // accepted by the relay, not yet written down
    std::mutex mutex_;
    std::condition_variable stopping_;
    bool stop_ = false;
    std::thread thread_;
};

} // namespace kith::mail
