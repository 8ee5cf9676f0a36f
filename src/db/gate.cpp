#include "db/gate.h"

namespace kith::db {

void Gate::enter(Guest& guest) {
    std::unique_lock lock(mutex_);
    opened_.wait(lock, [&] { return !is_shut_; });
    resting_.erase(&guest);
    ++within_;
}

void Gate::leave() noexcept {
    const std::lock_guard lock(mutex_);
    --within_;
    if (is_shut_) left_.notify_one();
}

void Gate::rest(Guest& guest) {
    const std::lock_guard lock(mutex_);
    --within_;
    if (!is_shut_) {
        resting_.insert(&guest);
        return;
    }
    guest.go_home();
    left_.notify_one();
}

void Gate::forget(Guest& guest) noexcept {
    const std::lock_guard lock(mutex_);
    resting_.erase(&guest);
}

void Gate::send_resting_home() noexcept {
    const std::lock_guard lock(mutex_);
    for (Guest* guest : resting_)
        guest->go_home();
    resting_.clear();
}

Gate::Shut::Shut(Gate& gate) : gate_(gate) {
    {
        const std::lock_guard lock(gate_.mutex_);
        gate_.is_shut_ = true;
    }
    gate_.send_resting_home();
}

Gate::Shut::~Shut() {
    {
        const std::lock_guard lock(gate_.mutex_);
        gate_.is_shut_ = false;
    }
    gate_.opened_.notify_all();
}

} // namespace kith::db
