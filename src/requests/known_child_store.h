#pragma once
// Children whom an agency asked about before, so that nobody is typed twice. A form shows their names; where they live
// and learn is read only when a request about them is sent. Whom they were matched to is for the front door to say
// anew.

#include "access/viewer.h"
#include "requests/request.h"

namespace kith::db {
class Reader;
}

namespace kith::requests {

struct KnownChild {
    std::string key = {};         // "K7MX4PQR.1", the request and the child's place in it: the form's box is called so
    Id<Request> request = {};     // in which it is named
    Id<RequestPerson> in_it = {}; // as whom
    RequestPerson person = {};    // name and birth alone
};

inline constexpr std::size_t known_children_shown = 20;

// Of requests that the viewer sent, and of the agency's requests about families that the viewer works with: last asked
// first, each child once, at most `known_children_shown`.
std::vector<KnownChild> children_of_the_viewer(db::Reader& reader, const access::Viewer& viewer, Instant now);

// Whether there is any of those; whether the viewer's agency asked about any child at all that the viewer may see.
bool has_children_of_the_viewer(db::Reader& reader, const access::Viewer& viewer, Instant now);
bool has_children_of_the_agency(db::Reader& reader, const access::Viewer& viewer, Instant now);

// Of all that the viewer's agency asked about, those of whom each word typed begins a name; last asked first, each
// once, at most `known_children_shown`. Nobody for fewer than two letters.
std::vector<KnownChild> children_named(db::Reader& reader, const access::Viewer& viewer, std::string_view typed,
                                       Instant now);

// Those of the boxes, in their order. One that the viewer may not see (any more), or that is no box, is left out.
std::vector<KnownChild> children_in_boxes(db::Reader& reader, const access::Viewer& viewer,
                                          const std::vector<std::string>& keys, Instant now);

// The same as they are sent. Where a protected child is now is not repeated.
std::vector<NamedPerson> children_to_send(db::Reader& reader, const access::Viewer& viewer,
                                          const std::vector<std::string>& keys, Instant now);

// Adds those who are not among them yet, as far as names and birthdays tell.
void add_others(std::vector<KnownChild>& children, std::vector<KnownChild> more);

} // namespace kith::requests
