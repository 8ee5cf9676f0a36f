#pragma once
// What a PostgreSQL server answers: a result, its rows, and what its failures mean.

#include "db/connection.h"

#include <libpq-fe.h>

namespace kith::db {

struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};

using Answer = std::unique_ptr<PGresult, Clear>;

// Throws what a failed answer means: Retry for serialisation failures, deadlocks and a server that goes away, Fault
// otherwise. The server's own text is given only where it speaks of the SQL: elsewhere it may hold values.
[[noreturn]] void throw_failure(const PGresult* result, std::string_view sql);

class PostgresRow final : public Row {
public:
    PostgresRow(Columns& columns, const PGresult* result, int row) : Row(columns), result_(result), row_(row) {}

private:
    std::optional<std::string_view> raw(std::size_t place) const;
    std::optional<std::string_view> text_at(std::size_t place) const override;
    std::optional<std::int64_t> number_at(std::size_t place) const override;
    std::optional<std::string> bytes_at(std::size_t place) const override;

    const PGresult* result_;
    int row_;
    mutable std::vector<std::string> decoded_; // bytes asked for as text: kept until the row is done
};

} // namespace kith::db
