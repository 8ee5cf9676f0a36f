#pragma once
// The one way to a database: an embedded SQLite file or a PostgreSQL server, spoken to in one SQL.
//
// Reading and writing are different types. A Reader sees one unchanging state of the database. What changes it is one
// function handed to `Database::write`, which returns when the change is durable: changes run one after another on a
// thread of their own, and those that wait share one commit.

#include "db/fault.h"
#include "db/reader.h"
#include "db/writer.h"

#include <functional>
#include <memory>
#include <string>

namespace kith::db {

class Database {
public:
    virtual ~Database() = default;

    // Runs `read` with a Reader on one consistent state. Any number of threads at once.
    virtual void read(const std::function<void(Reader&)>& question) = 0;

    // Runs `change` and returns when it is durable. An exception from `change` undoes it alone and is rethrown here;
    // a failing commit throws Fault and nothing of it remains. Changes run one after another, on a thread of their own;
    // those that wait share one commit. `change` may be run again from the start (serialisation, deadlock, a neighbour
    // in the group that failed): it must have no effect but on the Writer and what it sets. A statement that failed
    // spoils its change: it cannot be caught and passed over.
    virtual void write(Change change) = 0;

    // As read, for a page: the state holds whatever `write` made durable before, but may lack what `write_soon` wrote
    // in the last second. So pages that only look keep what they know of the file from one to the next.
    virtual void look(const std::function<void(Reader&)>& question) = 0;

    // As write, but returns at once; `done` is called when the change is durable, or with the exception that prevented
    // it: from the writing thread, so it must be quick and must not throw. For the audit lines of views, and whatever
    // else a look may lack for a second.
    virtual void write_soon(Change change, std::function<void(std::exception_ptr)> done) = 0;

    // Gives what the functions give, for callers that want a value.
    template <typename Question>
    auto reading(Question&& question) {
        using Answer = decltype(question(std::declval<Reader&>()));
        std::optional<Answer> answer;
        read([&](Reader& reader) { answer.emplace(question(reader)); });
        return std::move(*answer);
    }

    template <typename Make>
    auto writing(Make&& make) {
        using Answer = decltype(make(std::declval<Writer&>()));
        std::optional<Answer> answer;
        write([&](Writer& writer) { answer.emplace(make(writer)); });
        return std::move(*answer);
    }

    // Runs a migration's statements and then `change`, in one transaction of their own. For migrate() alone.
    virtual void apply(const Script& script, Change change) = 0;

    // From now on no Writer's moment is earlier. For the start of a program: the moment of the newest audit line.
    virtual void not_before(Instant moment) = 0;

    // The time by which rights begin and end: never earlier than the newest Writer::now(); with PostgreSQL the
    // server's, so that several machines agree.
    virtual Clock& clock() = 0;
    virtual Random& random() = 0;

    // For the few questions that have one text for each database: search and locks.
    virtual Engine engine() const = 0;
};

struct Options {
    std::string key = {};     // the key file's 32 bytes; empty: what is sealed can be neither read nor written
    Clock* clock = nullptr;   // null: the machine's
    Random* random = nullptr; // null: the machine's
    bool writable = true;     // false: refuses write; SQLite then takes no lock, and never checkpoints
    int connections = 8;      // readers kept ready; PostgreSQL: also the most there may be at once

    // For tests of failing disks: SQLite's VFS by name, whether each commit is synced (synchronous=FULL), and how much
    // log is written before it is moved into the database.
    std::string vfs = {};
    bool sync_each_commit = true;
    int pages_between_checkpoints = 1000;
};

// Opens "sqlite:PATH" or "postgres://USER:PASSWORD@HOST:PORT/NAME" (or "postgresql://"). Throws Fault with a sentence
// for a person: no such file's folder, somebody else holds the lock (SQLite allows one writing process; a lock file
// stands beside the database), the server cannot be reached.
std::unique_ptr<Database> open(const std::string& url, const Options& options = {});

} // namespace kith::db
