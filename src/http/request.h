#pragma once
// What came in and what goes out, free of any library.

#include "base/reference.h"
#include "base/result.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kith::http {

enum class Method { get, post, put, delete_ };

// Names and values of a form or a query, in order, decoded; valid UTF-8 only (others are refused with 400 before).
class Answers {
public:
    Answers() = default;

    explicit Answers(std::vector<std::pair<std::string, std::string>> fields) : fields_(std::move(fields)) {}

    // The first value, trimmed; "" when absent.
    std::string text(std::string_view name) const;
    // The first value exactly as typed.
    std::string_view raw(std::string_view name) const;
    std::vector<std::string> all(std::string_view name) const;
    bool has(std::string_view name) const;
    // Nothing when it is absent or no whole number.
    std::optional<std::int64_t> number(std::string_view name) const;
    // Whether it is among the values of that name: a ticked box.
    bool ticked(std::string_view name, std::string_view value) const;

    void set(std::string name, std::string value);

    const std::vector<std::pair<std::string, std::string>>& fields() const { return fields_; }

    // application/x-www-form-urlencoded. Nothing when malformed or not UTF-8.
    static std::optional<Answers> read(std::string_view encoded);
    std::string encoded() const;

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

// Which page of a list is asked for by "page", from 1 to `last`.
std::size_t page_asked(const Answers& answers, std::size_t last = 100'000);

struct Request {
    Method method = Method::get;
    std::string path; // decoded, no query
    Answers query;
    Answers form;                                             // empty unless the body was a form
    std::string body;                                         // empty when the body was a form
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string client;                                       // address, behind trusted proxies the one they name
    bool secure = false;                                      // TLS here or at a trusted proxy
    std::string id;                                           // stands in every log line and on error pages
    std::chrono::steady_clock::time_point arrived = std::chrono::steady_clock::now();

    // The first header of that name, written in lower case; "" when absent.
    std::string_view header(std::string_view name) const;
    std::string_view cookie(std::string_view name) const;
};

// "GET"
std::string_view word(Method method);

// Undoes %41, and '+' for a space where `plus` says so. Nothing when malformed, or not UTF-8.
std::optional<std::string> percent_decoded(std::string_view text, bool plus);
std::string percent_encoded(std::string_view text);

struct Response {
    int status = 200;
    std::string body = {};
    std::string type = "text/html; charset=utf-8";
    std::vector<std::pair<std::string, std::string>> headers = {}; // CR and LF are refused when it is written
    std::string notice = {};                                       // shown once, on the next page; names nobody

    // The first header of that name, in any case; "" when absent.
    std::string_view header(std::string_view name) const;
};

// Takes an answer and sends it off; from any thread, once.
using Release = std::function<void(Response)>;

Response see_other(std::string address);                     // 303
Response see_other(std::string address, std::string notice); // and shows the notice once, there

// A notice that ends in a link to what it is about, an address of this site.
std::string notice_with_link(std::string notice, std::string_view address, std::string_view words);

// There is no such page for this viewer: thrown, caught by the router, answered the same for hidden and absent.
struct Stop {
    int status = 404;
};

// The thing, or Stop{404}.
template <typename T>
T found(std::optional<T> maybe) {
    if (!maybe) throw Stop{404};
    return std::move(*maybe);
}

} // namespace kith::http
