#pragma once
// One line of JSON for each request: enough to mend and to count, nothing about anybody. Never a query, a path's
// values, a name or a token; the history says who saw what.

#include "base/instant.h"
#include "http/request.h"

#include <functional>

namespace kith::http {

struct LogLine {
    std::string_view method;
    std::string_view route; // the pattern, "/requests/{ref}"; "-" when no route was met
    int status = 0;
    std::int64_t microseconds = 0;
    std::string_view request;
    std::string_view user = {};  // its id; empty: nobody signed in
    std::string_view fault = {}; // what broke; texts of exceptions hold no values
};

using Log = std::function<void(const LogLine&)>;

// The line with its "\n".
std::string text(const LogLine& line, Instant at);

// Hears one sentence about a fault of what goes on beside requests: a line whose route is `part`.
std::function<void(const std::string& fault)> faults_of(std::string part, Log log);

// Writes lines to standard error, each with one write(2), so that lines of several threads do not mix.
Log log_to_standard_error();

} // namespace kith::http
