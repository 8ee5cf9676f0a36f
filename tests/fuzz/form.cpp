// An address with its query, and a form's body: the first line of the input is the address, the rest the body.

#include "base/text.h"
#include "http/arrival.h"
#include "tests/fuzz/fuzz.h"

using namespace kith;

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto text = fuzz::text(bytes, size);
    const auto end = std::min(text.find('\n'), size);
    static const http::TrustedProxies proxies({"127.0.0.1", "10.0.0.0/8", "fd00::/8"});
    const std::string body(text.substr(std::min(end + 1, size)));
    http::Arrival arrival{.method = "POST",
                          .target = text.substr(0, end),
                          .headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"X-Forwarded-For", body}},
                          .body = body,
                          .peer = "127.0.0.1"};
    http::Request request;
    if (http::read(std::move(arrival), proxies, request)) return 0;

    fuzz::require(is_valid_utf8(request.path), "a path that is taken is UTF-8");
    for (const auto* answers : {&request.query, &request.form}) {
        for (const auto& [name, value] : answers->fields())
            fuzz::require(is_valid_utf8(name) && is_valid_utf8(value), "so is every answer");
        const auto again = http::Answers::read(answers->encoded());
        fuzz::require(again && again->fields() == answers->fields(), "what is written is read back the same");
    }
    return 0;
}
