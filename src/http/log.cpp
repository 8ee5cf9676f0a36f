#include "http/log.h"

#include "base/clock.h"

#include <unistd.h>

namespace kith::http {

namespace {

// As a JSON string; what is not printable ASCII becomes '?': nothing that belongs in a line needs it.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c >= ' ' && c <= '~' ? c : '?';
    }
    return out + "\"";
}

} // namespace

std::string text(const LogLine& line, Instant at) {
    auto out = fmt::format(R"({{"at":{},"request":{},"method":{},"route":{},"status":{},"ms":{:.2f})", at.milliseconds,
                           quoted(line.request), quoted(line.method), quoted(line.route), line.status,
                           static_cast<double>(line.microseconds) / 1000.0);
    if (!line.user.empty()) out += ",\"user\":" + quoted(line.user);
    if (!line.fault.empty()) out += ",\"fault\":" + quoted(line.fault);
    return out + "}\n";
}

std::function<void(const std::string& fault)> faults_of(std::string part, Log log) {
    return [part = std::move(part), log = std::move(log)](const std::string& fault) {
        if (log) log({.method = "-", .route = part, .status = 500, .request = "-", .fault = fault});
    };
}

Log log_to_standard_error() {
    return [](const LogLine& line) {
        const auto out = text(line, SystemClock().now());
        // Nothing can be done about a line that cannot be written.
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, out.data(), out.size());
    };
}

} // namespace kith::http
