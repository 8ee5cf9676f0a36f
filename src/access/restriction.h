#pragma once
// A person or family kept to people who are named: for everybody else it is as if it were not there, with the requests
// about its people that are decided and, of a family, the help it gets (security 2.1, level 3; P13). Built of what
// decide() knows already: the level, and a list of names under the restriction's own id.
//
// It narrows. Whoever is not named sees nothing of all this, whatever else lets them; whoever is named sees of requests
// and help what they saw before, and besides, as somebody involved, the person or family itself. Functions of a Writer
// check no rights: the caller has.

#include "access/decide.h"

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::access {

struct Restriction {
    Id<Restriction> id;
    std::string resource; // the person or family it was made for
    Instant made_at;
    std::vector<Id<Posting>> named; // who may see it now; those whose posting has ended are named still
};

// Makes it, for a person or family with none, reaching these people's records besides. What another restriction reaches
// already stays with that one. From now on it reaches too whatever comes to be about its people, and whoever joins the
// family, in the transaction in which that happens.
Id<Restriction> restrict_to_names(db::Writer& writer, std::string_view resource,
                                  const std::vector<Id<people::Person>>& persons);

void name_for(db::Writer& writer, const Restriction& restriction, Id<Posting> posting, Id<agencies::Agency> agency);
void unname_for(db::Writer& writer, const Restriction& restriction, Id<Posting> posting, Id<agencies::Agency> agency);

// Everything is as open as before; what another restriction would have reached comes to that one.
void lift_restriction(db::Writer& writer, const Restriction& restriction);

// Of this person or family itself.
std::optional<Restriction> find_restriction(db::Reader& reader, std::string_view resource);
// The one that reaches it: its own, or that of its family.
std::optional<Restriction> restriction_reaching(db::Reader& reader, std::string_view resource);

// How many there are of whose names no team manager acts at that moment, so that nobody could change who is named; of
// those who name this posting, where one is given.
std::int64_t restrictions_without_manager(db::Reader& reader, Instant at, Id<Posting> naming = {});

// Called by the register when a resource comes to be about somebody, belongs to another case or leaves the front door.
void follow_restrictions(db::Writer& writer, std::string_view resource);
void follow_restrictions(db::Writer& writer, std::string_view resource, Id<people::Person> person);

} // namespace kith::access
