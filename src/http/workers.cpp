#include "http/workers.h"

namespace kith::http {

Workers::Workers(int threads, std::chrono::milliseconds longest_wait) : longest_wait_(longest_wait) {
    for (int i = 0; i < threads; ++i)
        threads_.emplace_back([this] { work(); });
}

Workers::~Workers() {
    {
        const std::scoped_lock lock(mutex_);
        ending_ = true;
    }
    more_.notify_all();
    threads_.clear();
}

bool Workers::take(Job job) {
    const auto now = Clock::now();
    {
        const std::scoped_lock lock(mutex_);
        if (ending_ || (!queue_.empty() && now - queue_.front().since > longest_wait_)) return false;
        queue_.push_back({std::move(job), now});
    }
    more_.notify_one();
    return true;
}

void Workers::work() {
    for (;;) {
        std::unique_lock lock(mutex_);
        more_.wait(lock, [this] { return ending_ || !queue_.empty(); });
        if (queue_.empty()) return;
        auto [job, since] = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        if (Clock::now() - since > longest_wait_)
            job.refuse();
        else
            job.run();
    }
}

} // namespace kith::http
