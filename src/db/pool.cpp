#include "db/pool.h"

namespace kith::db {

namespace {

constexpr std::chrono::seconds longest_wait{5};

} // namespace

// A connection lent for one reading.
class Pool::Loan final : public Reader {
public:
    Loan(Pool& pool, Freshness freshness) : pool_(pool), freshness_(freshness), connection_(pool.take()) {}

    ~Loan() override {
        if (connection_) connection_->end_reading();
        pool_.give_back(std::move(connection_));
    }

    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;

    void for_each(Sql sql, std::span<const Parameter> parameters,
                  const std::function<void(const Row&)>& each) override {
        begun([&] { connection_->for_each(sql, parameters, each); });
    }

    void ask(std::span<const Question> questions) override {
        begun([&] { connection_->ask(questions); });
    }

    const Vault& vault() const override { return pool_.vault_; }

    Beside& beside() const override { return pool_.beside_; }

private:
    template <typename Asking>
    void begun(Asking&& question) {
        if (!connection_) throw Fault(Fault::Kind::unreachable, "the connection to the database was lost");
        if (has_begun_) return question();
        has_begun_ = true;
        try {
            connection_->begin_reading(freshness_);
            question();
        } catch (const Retry&) {
            // The server may have been started again since this connection was last used; nothing was answered yet.
            connection_.reset();
            connection_ = pool_.driver_.open_reader();
            connection_->begin_reading(freshness_);
            question();
        }
    }

    Pool& pool_;
    Freshness freshness_;
    std::unique_ptr<Connection> connection_;
    bool has_begun_ = false;
};

void Pool::read(const std::function<void(Reader&)>& question, Freshness freshness) {
    Loan reader(*this, freshness);
    question(reader);
}

std::unique_ptr<Connection> Pool::take() {
    {
        std::unique_lock lock(mutex_);
        const auto is_free = [&] { return lent_ < driver_.readers_at_most; };
        if (!returned_.wait_for(lock, longest_wait, is_free))
            throw Fault(Fault::Kind::busy, "every connection to the database is busy");
        ++lent_;
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    try {
        return driver_.open_reader();
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void Pool::give_back(std::unique_ptr<Connection> connection) noexcept {
    {
        const std::lock_guard lock(mutex_);
        --lent_;
        if (connection && connection->is_usable() && idle_.size() < driver_.readers_kept)
            idle_.push_back(std::move(connection)); // Reserved by the constructor.
    }
    returned_.notify_one();
}

} // namespace kith::db
