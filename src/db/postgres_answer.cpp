#include "db/postgres_answer.h"

#include "base/number.h"
#include "db/dialect.h"

namespace kith::db {

namespace {

constexpr Oid bytea = 17;

std::string_view field(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text ? text : std::string_view();
}

Fault::Kind kind_of(std::string_view state) {
    if (state == "53100") return Fault::Kind::full;
    if (state == "55P03" || state == "57014" || state == "53300") return Fault::Kind::busy;
    if (state.starts_with("23")) return Fault::Kind::constraint;
    if (state.empty() || state.starts_with("08") || state.starts_with("57P")) return Fault::Kind::unreachable;
    return Fault::Kind::other;
}

// Class 42 is about the SQL itself, which holds no values.
std::string described(const PGresult* result, std::string_view state) {
    if (state.starts_with("42")) return std::string(field(result, PG_DIAG_MESSAGE_PRIMARY));
    if (state.starts_with("23"))
        return fmt::format("constraint {} of {} {} refused it", field(result, PG_DIAG_CONSTRAINT_NAME),
                           field(result, PG_DIAG_TABLE_NAME), field(result, PG_DIAG_COLUMN_NAME));
    if (state == "53100") return "The disk is full: nothing of this was saved.";
    if (kind_of(state) == Fault::Kind::unreachable) return "the connection to the database was lost";
    return "the database refused a statement";
}

int digit(char c) {
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

// PostgreSQL writes bytes as "\x" and two digits each.
std::string from_hex(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 2; i + 1 < text.size(); i += 2)
        bytes += static_cast<char>(digit(text[i]) * 16 + digit(text[i + 1]));
    return bytes;
}

} // namespace

void throw_failure(const PGresult* result, std::string_view sql) {
    const std::string_view state = field(result, PG_DIAG_SQLSTATE);
    const std::string text = fmt::format("{} ({}): {}", described(result, state), state, beginning(sql));
    const Fault::Kind kind = kind_of(state);
    if (kind == Fault::Kind::full) throw Fault(kind, described(result, state));
    if (state == "40001" || state == "40P01") throw Retry(Fault::Kind::busy, text);
    if (kind == Fault::Kind::unreachable) throw Retry(kind, text);
    throw Fault(kind, text);
}

std::optional<std::string_view> PostgresRow::raw(std::size_t place) const {
    const int column = static_cast<int>(place);
    if (PQgetisnull(result_, row_, column)) return std::nullopt;
    return std::string_view(PQgetvalue(result_, row_, column),
                            static_cast<std::size_t>(PQgetlength(result_, row_, column)));
}

std::optional<std::string_view> PostgresRow::text_at(std::size_t place) const {
    const auto text = raw(place);
    if (!text || PQftype(result_, static_cast<int>(place)) != bytea) return text;
    decoded_.reserve(static_cast<std::size_t>(PQnfields(result_)));
    if (decoded_.size() == decoded_.capacity()) throw Fault(Fault::Kind::other, "bytes were asked for twice as text");
    return decoded_.emplace_back(from_hex(*text));
}

std::optional<std::int64_t> PostgresRow::number_at(std::size_t place) const {
    const auto text = raw(place);
    if (!text) return std::nullopt;
    if (*text == "t") return 1;
    if (*text == "f") return 0;
    const auto number = whole_number<std::int64_t>(*text);
    if (!number) throw Fault(Fault::Kind::other, "a column asked for as a number holds none");
    return number;
}

std::optional<std::string> PostgresRow::bytes_at(std::size_t place) const {
    const auto text = raw(place);
    if (!text) return std::nullopt;
    if (PQftype(result_, static_cast<int>(place)) == bytea) return from_hex(*text);
    return std::string(*text);
}

} // namespace kith::db
