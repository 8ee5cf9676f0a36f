#pragma once
// A tab of somebody's browser on a real socket: it keeps cookies, sends forms with what the page put into them, and
// says nothing of its own.

#include "http/request.h"
#include "tests/wire_client.h"

#include <map>
#include <optional>

namespace kith {

class Tab {
public:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    explicit Tab(unsigned short port) : port_(port) {}

    // Status 0 when the connection ended without an answer; the next request opens another.
    Answer get(std::string_view path);
    // Exactly these fields; token and key are found by value_of on the page before.
    Answer post(std::string_view path, const Fields& fields);
    // Any method, with further lines of the head, each ended by CR LF.
    Answer ask(std::string_view method, std::string_view path, std::string_view lines, std::string_view body);

    // Kith was started again elsewhere.
    void go_to(unsigned short port);

    std::map<std::string, std::string, std::less<>> cookies;

private:
    void keep_cookies(const Answer& answer);

    unsigned short port_;
    std::optional<WireClient> connection_;
};

// What a hidden field of the page holds; "" when there is none.
std::string value_of(std::string_view field, std::string_view page);

} // namespace kith
