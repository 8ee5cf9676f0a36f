#pragma once
// Threads on which handlers run. The queue before them is bounded by the time that requests wait in it: who would
// wait longer is told at once to come back, so overload slows nobody who was let in (security 4.3).

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kith::http {

class Workers {
public:
    using Clock = std::chrono::steady_clock;

    struct Job {
        std::function<void()> run;
        std::function<void()> refuse; // called instead, from a worker, when it has waited too long
    };

    Workers(int threads, std::chrono::milliseconds longest_wait);
    // Runs what was taken, then ends the threads.
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    // False when whoever waits longest has already waited too long: the queue is not moving fast enough.
    bool take(Job job);

private:
    struct Waiting {
        Job job;
        Clock::time_point since;
    };

    void work();

    const std::chrono::milliseconds longest_wait_;
    std::mutex mutex_;
    std::condition_variable more_;
    std::deque<Waiting> queue_;
    bool ending_ = false;
    std::vector<std::jthread> threads_;
};

} // namespace kith::http
