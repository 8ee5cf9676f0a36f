#pragma once
// How people may safely be reached, as requests say it: the words for whoever may read the request; for everybody else
// who works with these people, that there are some.

#include "access/viewer.h"
#include "requests/request.h"

namespace kith::db {
class Reader;
}

namespace kith::requests {

struct SafeContactSaid {
    Id<Request> request = {};
    Reference reference;
    Instant sent_at = {};
    Id<episodes::Episode> episode = {}; // of which the request is a part, if any
    std::string words = {};             // "": not for this viewer

    bool may_be_read() const { return !words.empty(); }
};

// The latest request first. Each asks about the person, its other records and its families; the family and its members;
// the help. A request that is kept from the viewer whatever else is granted (barred, sealed, private, restricted) is as
// if it were not there. What a warning that may not be read says in words that are read anyway, in another request or
// in `known`, is left out.
std::vector<SafeContactSaid> safe_contact_about(db::Reader& reader, const access::Viewer& viewer,
                                                Id<people::Person> person, std::string_view known, Instant now);
std::vector<SafeContactSaid> safe_contact_about(db::Reader& reader, const access::Viewer& viewer,
                                                Id<families::Family> family, Instant now);
std::vector<SafeContactSaid> safe_contact_about(db::Reader& reader, const access::Viewer& viewer,
                                                Id<episodes::Episode> episode, Instant now);

} // namespace kith::requests
