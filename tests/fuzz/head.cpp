// A request's head, as bytes come from the network: however they are cut into pieces, it is read in one way or refused.

#include "http/head.h"
#include "tests/fuzz/fuzz.h"

using namespace kith;

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto text = fuzz::text(bytes, size);
    const auto whole = http::find_head_end(text, 0);
    http::HeadEnd pieces;
    for (std::size_t end = 0, seen = 0; end <= size && pieces.kind == http::HeadEnd::Kind::incomplete; end += 7) {
        pieces = http::find_head_end(text.substr(0, end), seen);
        seen = end;
    }
    if (pieces.kind == http::HeadEnd::Kind::incomplete) pieces = http::find_head_end(text, size - size % 7);
    fuzz::require(pieces.kind == whole.kind, "a head in pieces ends as the whole one does");
    if (whole.kind != http::HeadEnd::Kind::complete) return 0;
    fuzz::require(pieces.size == whole.size, "and at the same byte");

    const auto head = text.substr(0, whole.size);
    const auto fault = http::fault_in_head(head, {.hosts = {"127.0.0.1:8080"}});
    if (fault)
        fuzz::require(fault->status >= 400 && !fault->why.empty(), "a refusal says why");
    else
        fuzz::require(head.find('\0') == std::string_view::npos, "nothing with a NUL is taken");
    return 0;
}
