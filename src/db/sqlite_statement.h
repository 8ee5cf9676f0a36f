#pragma once
// One prepared SQLite statement and the rows it answers with.

#include "db/connection.h"
#include "db/dialect.h"

#include <sqlite3.h>

namespace kith::db {

// What the connection's last failure means. Never holds a value: SQLite's own text is given only where it speaks of
// the SQL or of a constraint's name.
Fault sqlite_fault(sqlite3* connection, int code, std::string_view what);

class SqliteStatement {
public:
    SqliteStatement(sqlite3* connection, std::string_view sql);

    // Each throws Fault, and leaves the statement ready for its next use.
    void for_each(std::span<const Parameter> parameters, const std::function<void(const Row&)>& each);
    std::int64_t run(std::span<const Parameter> parameters);

    // True while its rows are being read: the same question asked again inside a mapper needs another statement.
    bool is_in_use() const { return sqlite3_stmt_busy(statement_.get()) != 0; }

private:
    void bind(std::span<const Parameter> parameters);
    void bind(int number, const Parameter& parameter);
    bool step();

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };

    sqlite3* connection_;
    std::string_view sql_;
    Arrangement arrangement_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    Columns columns_;
};

} // namespace kith::db
