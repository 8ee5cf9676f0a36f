#pragma once
// The reading connections of one database, kept ready and lent out.

#include "db/connection.h"

namespace kith::db {

class Pool {
public:
    Pool(Driver driver, const Vault& vault, Beside& beside)
        : driver_(std::move(driver)), vault_(vault), beside_(beside) {
        idle_.reserve(driver_.readers_kept);
    }

    // Runs `question` on one consistent state. Throws Fault (busy) when no connection comes free in time.
    void read(const std::function<void(Reader&)>& question, Freshness freshness);

private:
    class Loan;

    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection> connection) noexcept;

    Driver driver_;
    const Vault& vault_;
    Beside& beside_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t lent_ = 0;
};

} // namespace kith::db
