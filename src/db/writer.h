#pragma once
// Changes to a database, made inside one transaction.

#include "base/clock.h"
#include "db/reader.h"

namespace kith::db {

class Connection;

// How many rows a statement changed: asked for by using it as a number. Where nobody asks, nobody waits: PostgreSQL's
// answer then comes with a later one.
class Changed {
public:
    explicit Changed(std::int64_t rows) : rows_(rows) {}

    Changed(Connection& connection, std::size_t ticket) : connection_(&connection), ticket_(ticket) {}

    // A copy waits, so that it may outlive the change.
    Changed(const Changed& other) : rows_(other) {}

    Changed& operator=(const Changed&) = delete;

    operator std::int64_t() const { return connection_ ? told_later() : rows_; }

private:
    std::int64_t told_later() const;

    Connection* connection_ = nullptr;
    std::int64_t rows_ = 0;
    std::size_t ticket_ = 0;
};

// Changes things, inside one transaction. Reads through it see its own changes.
class Writer : public Reader {
public:
    // What is wrong with the statement may be thrown by a later one, or when the change ends.
    virtual Changed run(Sql sql, Parameters parameters) = 0;

    // The transaction's one moment: never earlier than that of any transaction committed before it by this process,
    // and on PostgreSQL the database server's.
    virtual Instant now() const = 0;

    virtual Random& random() = 0;
};

using Change = std::function<void(Writer&)>;

} // namespace kith::db
