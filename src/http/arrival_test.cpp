#include "http/arrival.h"

#include <doctest/doctest.h>

using namespace kith::http;

namespace {

const std::pair<std::string, std::string> as_form = {"Content-Type",
                                                     "application/x-www-form-urlencoded; charset=utf-8"};

int refused(Arrival arrival) {
    Request request;
    const auto refusal = read(std::move(arrival), {}, request);
    return refusal ? refusal->status : 0;
}

int refused_target(std::string_view target) {
    return refused({.method = "GET", .target = target, .headers = {}, .body = {}, .peer = "127.0.0.1"});
}

int refused_body(std::string type, std::string body, std::string encoding = "") {
    Arrival arrival{.method = "POST", .target = "/", .headers = {}, .body = std::move(body), .peer = "127.0.0.1"};
    if (!type.empty()) arrival.headers.emplace_back("Content-Type", std::move(type));
    if (!encoding.empty()) arrival.headers.emplace_back("Content-Encoding", std::move(encoding));
    return refused(std::move(arrival));
}

} // namespace

TEST_CASE("an address is decoded once; what is no text is refused") {
    Request request;
    CHECK_FALSE(read({.method = "HEAD",
                      .target = "/find%20me/%C5%BElu%C5%A5?q=a+b%26&q=2",
                      .headers = {{"X-Any", "v"}},
                      .body = {},
                      .peer = "127.0.0.1"},
                     {}, request));
    CHECK(request.method == Method::get);
    CHECK(request.path == "/find me/žluť");
    CHECK(request.query.all("q") == std::vector<std::string>{"a b&", "2"});
    CHECK(request.header("x-any") == "v");

    for (const auto* target :
         {"/%", "/%4", "/%zz", "/%00", "/%0a", "/%C3", "/%C3%28", "/%F5%80%80%80", "/?a=%C3", "/?%ED%A0%80", "/%7F",
          "/a/../b", "/a/%2e%2E/b", "/.", "/a/.", "/a%2Fb", "/a%2f", "/a%5Cb"}) {
        CAPTURE(target);
        CHECK(refused_target(target) == 400);
    }
}

TEST_CASE("a body is a form or text, and UTF-8") {
    CHECK(refused_body(as_form.second, "name=%C5%BElu%C5%A5") == 0);
    CHECK(refused_body(as_form.second, "name=%C5") == 400);
    CHECK(refused_body(as_form.second, "name=\xC5") == 400);
    CHECK(refused_body("application/json", "{\"a\": \"\xC5\xBE\"}") == 0);
    CHECK(refused_body("application/json", "{\"a\": \"\xC5\"}") == 400);
    CHECK(refused_body("multipart/form-data; boundary=x", "--x") == 415);
    CHECK(refused_body("application/octet-stream", "x") == 415);
    CHECK(refused_body("", "x") == 415);
    CHECK(refused_body(as_form.second, "a=b", "gzip") == 415);
    CHECK(refused_body("", "") == 0);
}

TEST_CASE("a client is who a trusted proxy says, and nobody else") {
    const TrustedProxies proxies({"10.1.0.0/16", "192.168.0.7", "fd00::/8"});
    const auto client = [&](std::string_view peer, Request request) {
        proxies.name_client(request, peer);
        return request.client + (request.secure ? " secure" : "");
    };
    const auto said = [](std::string list, std::string proto = "https") {
        Request request;
        request.headers = {{"x-forwarded-for", std::move(list)}, {"x-forwarded-proto", std::move(proto)}};
        return request;
    };

    CHECK(client("10.1.2.3", said("203.0.113.9")) == "203.0.113.9 secure");
    CHECK(client("10.1.2.3", said("203.0.113.9", "http")) == "203.0.113.9");
    CHECK(client("10.2.2.3", said("203.0.113.9")) == "10.2.2.3");
    CHECK(client("192.168.0.7", said("198.51.100.1, 203.0.113.9, 10.1.9.9")) == "203.0.113.9 secure");
    CHECK(client("192.168.0.8", said("203.0.113.9")) == "192.168.0.8");
    CHECK(client("fd12::1", said("2001:db8::5")) == "2001:db8::5 secure");
    CHECK(client("::ffff:10.1.2.3", said("203.0.113.9")) == "203.0.113.9 secure");
    CHECK(client("10.1.2.3", said("nonsense, 10.1.0.1")) == "10.1.0.1 secure");
    CHECK(client("10.1.2.3", {}) == "10.1.2.3");
}

TEST_CASE("a trusted proxy that is no address is a mistake in the settings") {
    for (const auto* text :
         {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/", "::1/129", "10.0.0/8", "10.0.0.0/8 "}) {
        CAPTURE(text);
        CHECK_THROWS_AS(TrustedProxies({text}), std::invalid_argument);
    }
}
