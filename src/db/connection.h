#pragma once
// What a driver gives: one connection to one database, used by one thread at a time. Only db/ sees it.

#include "db/database.h"

namespace kith::db {

// Nothing of it happened, and it may be tried again from the start: a serialisation failure, a deadlock, a connection
// lost before the commit was asked for.
class Retry : public Fault {
public:
    using Fault::Fault;
};

// The commit was asked for and no answer can be believed: nobody knows whether it happened. Never tried again, never
// acknowledged.
class Unsure : public Fault {
public:
    using Fault::Fault;
};

enum class Purpose { changes, migration };

// The newest state; or one that holds all but looks of late (Database::look).
enum class Freshness { newest, but_for_looks };

class Connection {
public:
    virtual ~Connection() = default;

    virtual void for_each(Sql sql, std::span<const Parameter> parameters,
                          const std::function<void(const Row&)>& each) = 0;

    virtual void ask(std::span<const Question> questions) {
        for (const auto& question : questions)
            for_each(question.sql, question.parameters, question.each);
    }

    virtual Changed run(Sql sql, std::span<const Parameter> parameters) = 0;
    // What a Changed with this ticket was not told yet.
    virtual std::int64_t changed(std::size_t ticket) = 0;
    virtual void run_script(const Script& script) = 0;

    virtual void begin_reading(Freshness freshness) = 0;
    virtual void end_reading() noexcept = 0;

    // Gives the server's time, when the driver has one and was asked to.
    virtual std::optional<Instant> begin_writing(Purpose purpose) = 0;
    // A change inside the transaction, which can be undone alone.
    virtual void begin_change() = 0;
    virtual void keep_change() = 0;
    virtual void undo_change() = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;

    // What was written was more than looks. Called after it was, and before anybody hears of it.
    virtual void brought_news() noexcept {}

    // Called between transactions, when nobody waits for an answer.
    virtual void tidy() noexcept {}

    // False when it must be replaced by a new one.
    virtual bool is_usable() const noexcept { return true; }
};

// How Database makes connections to one database.
struct Driver {
    Engine engine;
    std::function<std::unique_ptr<Connection>()> open_reader;
    std::function<std::unique_ptr<Connection>()> open_writer; // empty when opened for reading only
    std::size_t readers_kept;
    std::size_t readers_at_most;
    std::shared_ptr<void> lock; // held until the last connection has closed
};

Driver sqlite_driver(const std::string& path, const Options& options);
Driver postgres_driver(const std::string& url, const Options& options);

} // namespace kith::db
