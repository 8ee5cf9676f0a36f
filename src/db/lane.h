#pragma once
// The one thread that writes. Changes that wait are run one after another in one transaction and share its commit,
// each in a savepoint, so that one that fails is undone alone.

#include "db/connection.h"

#include <deque>

namespace kith::db {

class Moments;

class Lane {
public:
    struct Job {
        Change change;
        const Script* script = nullptr; // run before the change, in a transaction of their own
        std::function<void(std::exception_ptr)> done;
        bool is_a_look = false;
        std::exception_ptr failure = {};
    };

    Lane(std::function<std::unique_ptr<Connection>()> open, Moments& moments, Random& random, const Vault& vault,
         Beside& beside);
    // Finishes what waits.
    ~Lane();

    void submit(Job job);

private:
    void work();
    std::vector<Job> next_group();
    void run(std::vector<Job>& group);
    void run_together(std::vector<Job>& group);
    void run_alone(Job& job);
    void attempt(Job& job);
    void begin(Connection& connection, Purpose purpose);
    void run_change(Job& job);
    Connection& usable();

    std::function<std::unique_ptr<Connection>()> open_;
    Moments& moments_;
    Random& random_;
    const Vault& vault_;
    Beside& beside_;
    std::unique_ptr<Connection> connection_;

    std::mutex mutex_;
    std::condition_variable waiting_;
    std::deque<Job> jobs_;
    bool stopping_ = false;
    std::thread thread_; // Last, so that it starts when everything else is there.
};

} // namespace kith::db
