#pragma once
// "Is anyone already helping?", for somebody who asks for support. Told only where agreement or a sharing scope covers
// the agency that asks; in every other case, whether or not anybody is known, the answer is one and the same.

#include "access/viewer.h"
#include "requests/request.h"

namespace kith::db {
class Reader;
}

namespace kith::requests {

// Who leads, and how to reach them.
struct WhoHelps {
    std::string lead = {}; // empty: nobody leads now
    std::string agency = {};
    std::string telephone = {};
    bool is_open = true; // false: that help has ended
    Id<episodes::Episode> episode = {};
    Id<people::Person> person = {}; // by whom it was found, where a child was asked about
};

// Who helps the family of a child that this agency asked about before (`earlier`: the child's place in that request).
// Nothing: the constant answer.
std::optional<WhoHelps> who_helps(db::Reader& reader, const access::Viewer& viewer, Id<RequestPerson> earlier,
                                  Instant now);

// Who helps somebody like this, among the people and the help that the viewer's agency may know of.
std::optional<WhoHelps> who_helps(db::Reader& reader, const access::Viewer& viewer, const NamedPerson& typed,
                                  Instant now);

// Who helps, or helped, the family that a request opened or was added to. Nothing: the constant answer.
std::optional<WhoHelps> who_helps(db::Reader& reader, const access::Viewer& viewer, Id<episodes::Episode> episode,
                                  Instant now);

// The same words for everybody, whether or not anyone is known (security 2.2); no day is promised (design 7.12).
inline constexpr std::string_view constant_answer = "If we hold something you need, the team will contact you.";

} // namespace kith::requests
