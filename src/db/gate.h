#pragma once
// Who reads a SQLite file at the moment, and who rests with its state kept open; both leave when the log has to begin
// anew, which it can only while nobody reads it.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>

namespace kith::db {

class Gate {
public:
    // A reading connection. Whoever is within or gone is never sent home.
    class Guest {
    public:
        virtual ~Guest() = default;
        // Gives up the state it keeps open. Called by the thread that writes, while the guest rests.
        virtual void go_home() noexcept = 0;
    };

    // Waits while the gate is shut: never longer than `alone` is patient, and then works. Ends a rest.
    void enter(Guest& guest);
    void leave() noexcept;
    // Leaves with a state kept open for the next reading.
    void rest(Guest& guest);
    // Before a guest is no more.
    void forget(Guest& guest) noexcept;

    void send_resting_home() noexcept;

    // Shuts the gate, sends home who rests, waits for those within, and runs `work` when all have left. False, with
    // nothing done, when somebody stayed longer than `patience`. Not for several threads at once.
    template <typename Work>
    bool alone(std::chrono::milliseconds patience, Work&& work) {
        const Shut shut(*this);
        std::unique_lock lock(mutex_);
        if (!left_.wait_for(lock, patience, [&] { return within_ == 0; })) return false;
        work();
        return true;
    }

private:
    class Shut {
    public:
        explicit Shut(Gate& gate);
        ~Shut();
        Shut(const Shut&) = delete;
        Shut& operator=(const Shut&) = delete;

    private:
        Gate& gate_;
    };

    std::mutex mutex_;
    std::condition_variable opened_, left_;
    std::set<Guest*> resting_;
    int within_ = 0;
    bool is_shut_ = false;
};

} // namespace kith::db
