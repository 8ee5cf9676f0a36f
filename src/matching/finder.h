#pragma once
// The thread that builds the index of similar names when a program starts and when another model is chosen, and then
// looks for pairs of records that may be of one person whenever somebody was changed, by this node or another.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace kith::db {
class Database;
}

namespace kith::matching {

class Finder {
public:
    // `complain` hears one line for the log when the database fails or the chosen model cannot be read.
    Finder(db::Database& database, std::function<void(const std::string&)> complain);
    // Stops, waiting for at most one round, or for the index while it is being built.
    ~Finder();

    void start();
    void stop();

private:
    void keep_looking();
    // False: it is to stop.
    bool wait(std::chrono::milliseconds at_most);

    db::Database& database_;
    std::function<void(const std::string&)> complain_;
    std::mutex mutex_;
    std::condition_variable stopping_;
    bool stop_ = false;
    std::thread thread_;
};

} // namespace kith::matching
