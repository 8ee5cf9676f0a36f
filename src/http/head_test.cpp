#include "http/head.h"

#include <doctest/doctest.h>

using namespace kith::http;

namespace {

const HeadRules rules{.hosts = {"kith.example"}};

std::string head(std::string_view line, std::string_view headers) {
    return std::string(line) + "\r\n" + std::string(headers) + "\r\n";
}

// 0: nothing wrong.
int refused(std::string_view line, std::string_view headers) {
    const auto fault = fault_in_head(head(line, headers), rules);
    return fault ? fault->status : 0;
}

const std::string host = "Host: kith.example\r\n";

} // namespace

TEST_CASE("a plain request is taken") {
    CHECK(refused("GET / HTTP/1.1", host) == 0);
    CHECK(refused("GET /requests?show=mine&page=2 HTTP/1.1", host + "Cookie: a=b\r\nCookie: c=d\r\n") == 0);
    CHECK(refused("HEAD / HTTP/1.0", host) == 0);
    CHECK(refused("POST /requests HTTP/1.1", "HOST: Kith.Example\r\ncontent-length: 0\r\n") == 0);
    CHECK(refused("PUT /drafts/1 HTTP/1.1", host + "Transfer-Encoding: Chunked\r\n") == 0);
    CHECK(refused("POST / HTTP/1.1", host + "Content-Length: 12\r\nExpect: 100-continue\r\n") == 0);
    CHECK(refused("GET /health HTTP/1.0", "") == 0);
    CHECK(refused("GET /health HTTP/1.1", "Host: 10.0.0.7:8080\r\n") == 0);
}

// What two programs on the way could read in two ways: the corpus that requests are smuggled with.
TEST_CASE("whatever can be read in two ways is refused") {
    struct Case {
        std::string line;
        std::string headers;
        int status;
    };

    const std::string post = "POST / HTTP/1.1";
    const std::string get = "GET / HTTP/1.1";
    const std::vector<Case> corpus = {
        {post, host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400},
        {post, host + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", 400},
        {post, host + "Content-Length: 5\r\nContent-Length: 5\r\n", 400},
        {post, host + "Content-Length: 5\r\nContent-Length: 6\r\n", 400},
        {post, host + "Content-Length: 5, 5\r\n", 400},
        {post, host + "Content-Length: +5\r\n", 400},
        {post, host + "Content-Length: -5\r\n", 400},
        {post, host + "Content-Length: 0x5\r\n", 400},
        {post, host + "Content-Length: 5 5\r\n", 400},
        {post, host + "Content-Length: \r\n", 400},
        {post, host + "Content-Length: 99999999999999999999\r\n", 400},
        {post, host + "Content-Length : 5\r\n", 400},
        {post, host + " Content-Length: 5\r\n", 400},
        {post, host + "Content-Length\t: 5\r\n", 400},
        {post, host + "Content-Length: 5\x0B\r\n", 400},
        {post, host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400},
        {post, host + "Transfer-Encoding: chunked, chunked\r\n", 400},
        {post, host + "Transfer-Encoding: gzip, chunked\r\n", 400},
        {post, host + "Transfer-Encoding: chunked, identity\r\n", 400},
        {post, host + "Transfer-Encoding: identity\r\n", 400},
        {post, host + "Transfer-Encoding: xchunked\r\n", 400},
        {post, host + "Transfer-Encoding: \"chunked\"\r\n", 400},
        {post, host + "Transfer-Encoding: chunked\x0C\r\n", 400},
        {post, host + "Transfer-Encoding : chunked\r\n", 400},
        {post, host + "Transfer-Encoding:\r\n chunked\r\n", 400},
        {post, host + "X: a\r\n\tTransfer-Encoding: chunked\r\n", 400},
        {"POST / HTTP/1.0", host + "Transfer-Encoding: chunked\r\n", 400},
        {post, host, 411},
        {get, host + "Content-Length: 5\r\n", 400},
        {get, host + "Transfer-Encoding: chunked\r\n", 400},
        {"HEAD / HTTP/1.1", host + "Content-Length: 5\r\n", 400},
        {"DELETE / HTTP/1.1", host + "Content-Length: 5\r\n", 400},
        {get, "", 400},
        {get, host + host, 400},
        {get, host + "Host: evil.example\r\n", 400},
        {get, "Host: evil.example\r\n", 421},
        {get, "Host: kith.example.evil.example\r\n", 421},
        {get, "Host: kith.example@evil.example\r\n", 421},
        {get, "Host: kith.example:81\r\n", 421},
        {get, "Host:\r\n", 421},
        {"GET http://evil.example/ HTTP/1.1", host, 400},
        {"GET * HTTP/1.1", host, 400},
        {"GET  / HTTP/1.1", host, 400},
        {"GET /  HTTP/1.1", host, 400},
        {"GET / HTTP/1.1 ", host, 400},
        {"GET /a b HTTP/1.1", host, 400},
        {"GET\t/\tHTTP/1.1", host, 400},
        {"GET /#part HTTP/1.1", host, 400},
        {"GET /\x7F HTTP/1.1", host, 400},
        {"GET /\xC3\xA9 HTTP/1.1", host, 400},
        {"GET /", host, 400},
        {"GET / HTTP/2.0", host, 505},
        {"GET / HTTP/1.2", host, 505},
        {"GET / http/1.1", host, 400},
        {"GET / HTTP/1.1.1", host, 400},
        {"get / HTTP/1.1", host, 501},
        {"CONNECT / HTTP/1.1", host, 501},
        {"TRACE / HTTP/1.1", host, 501},
        {"G(T / HTTP/1.1", host, 400},
        {" GET / HTTP/1.1", host, 400},
        {get, host + ": nameless\r\n", 400},
        {get, host + "nocolon\r\n", 400},
        {get, host + "Bad Name: x\r\n", 400},
        {get, host + "Bad\x01: x\r\n", 400},
        {get, host + "X: a\x01\r\n", 400},
        {get, host + "X: a\x7F\r\n", 400},
        {post, host + "Content-Length: 1\r\nContent-Type: a/b\r\nContent-Type: c/d\r\n", 400},
        {get, host + "Origin: https://a\r\nOrigin: https://b\r\n", 400},
        {get, host + "X-Forwarded-Proto: http\r\nX-Forwarded-Proto: https\r\n", 400},
        {post, host + "Content-Length: 1\r\nExpect: 200-ok\r\n", 417},
    };
    for (const auto& each : corpus) {
        CAPTURE(each.line);
        CAPTURE(each.headers);
        CHECK(refused(each.line, each.headers) == each.status);
    }
    CHECK(corpus.size() >= 40);
}

TEST_CASE("an address or a list of headers without end is refused") {
    CHECK(refused("GET /" + std::string(4'096, 'a') + " HTTP/1.1", host) == 414);
    std::string many = host;
    for (int i = 0; i < 100; ++i)
        many += "X: y\r\n";
    CHECK(refused("GET / HTTP/1.1", many) == 431);
}

TEST_CASE("a head ends at its empty line, wherever it was cut on the way") {
    const std::string whole = "GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST";
    for (std::size_t cut = 0; cut < whole.size() - 4; ++cut) {
        CAPTURE(cut);
        CHECK(find_head_end(whole.substr(0, cut), 0).kind == HeadEnd::Kind::incomplete);
        const auto end = find_head_end(whole, cut);
        CHECK(end.kind == HeadEnd::Kind::complete);
        CHECK(end.size == whole.size() - 4);
    }
}

TEST_CASE("lines that end in any other way are broken at once") {
    for (const std::string broken : {"GET / HTTP/1.1\nHost: a\r\n", "GET / HTTP/1.1\rHost: a", "\r\nGET / HTTP/1.1\r\n",
                                     "\nGET / HTTP/1.1", "GET / HTTP/1.1\r\nHost: a\n\n", "GET / HTTP/1.1\r\n\n"}) {
        CAPTURE(broken);
        CHECK(find_head_end(broken, 0).kind == HeadEnd::Kind::broken);
    }
    CHECK(find_head_end(std::string_view("GET /\0 HTTP/1.1\r\n", 17), 0).kind == HeadEnd::Kind::broken);
}
