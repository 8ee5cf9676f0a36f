#pragma once
// Requests found by the name of somebody named in them: a child with whom no help began has no record of their own.

#include "requests/match_store.h"

namespace kith::requests {

struct NamedRequest {
    EarlierRequest request;              // its decision for the front door alone: whoever asked is told in other words
    std::string names = {};              // "Maya and Tobi Okafor"; "" where the viewer may know the fact alone
    std::vector<std::string> found = {}; // those named whom the words meant; nobody where the fact alone may be known
};

inline constexpr std::size_t named_requests_shown = 20;

// Of the requests that the viewer may read, those that name somebody of whom each word typed begins a name (a word of
// one or two letters is one); the latest first, at most `named_requests_shown`. Of what it may know the fact of alone
// the front door finds those in which each word is a name: it sees earlier requests about a child (design 7.3), and a
// name that it does not know cannot be spelt out. One question of the index, and one about rights for each 50 that fit.
std::vector<NamedRequest> requests_naming(db::Reader& reader, const access::Viewer& viewer, std::string_view typed,
                                          Instant now);

} // namespace kith::requests
