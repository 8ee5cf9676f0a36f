#include "bench/server.h"

#include <cstdlib>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <stdexcept>

namespace kith::bench {

namespace {

// The first value of the last answer.
std::string told(const std::string& url, const std::string& sql) {
    PGconn* connection = PQconnectdb(url.c_str());
    PQsetNoticeProcessor(
        connection, [](void*, const char*) {}, nullptr);
    PGresult* result = PQexec(connection, sql.c_str());
    const auto status = PQresultStatus(result);
    const std::string value = PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "";
    const std::string failure = PQerrorMessage(connection);
    PQclear(result);
    PQfinish(connection);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error("PostgreSQL: " + failure);
    return value;
}

} // namespace

void make_database(const std::string& server, std::string_view name, std::string_view from) {
    told(server, fmt::format("drop database if exists {} with (force)", name));
    told(server, fmt::format("create database {} template {} encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'",
                             name, from));
}

void analyse(const std::string& url) {
    told(url, "vacuum analyze");
}

double syncs_of(const std::string& url) {
    return std::atof(told(url, "select wal_sync from pg_stat_wal").c_str());
}

} // namespace kith::bench
