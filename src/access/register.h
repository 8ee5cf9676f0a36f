#pragma once
// What capabilities tell access, in the transaction in which it happens, so that decide() and may_see know it at once.
// All are functions of a Writer; none checks rights: the caller has.

#include "access/decide.h"

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::access {

// A person, family, request or episode begins to exist. Refuses (db::Fault) an id that exists already.
struct NewResource {
    Kind kind = Kind::person;
    std::string_view id;
    Id<agencies::Agency> owner;
    std::string_view locality = {};
    Level level = Level::ordinary;
    std::string_view category = "ordinary";
};

void register_resource(db::Writer& writer, const NewResource& resource);

void move_to_locality(db::Writer& writer, std::string_view resource, std::string_view locality);
void set_discoverable(db::Writer& writer, std::string_view resource, bool discoverable);

// The request (and the persons matched to it) is in the front door's hands until then; nothing: it is not.
void in_front_door_until(db::Writer& writer, std::string_view resource, std::optional<Instant> until);

// The resource is about this person. Adding a member to a family widens what blocks reach, in the same transaction.
void add_about(db::Writer& writer, std::string_view resource, Id<people::Person> person);

// The resource belongs to the case (an episode's id).
void add_to_case(db::Writer& writer, std::string_view resource, std::string_view case_id);

void begin_involvement(db::Writer& writer, std::string_view case_id, Id<Posting> posting, Id<agencies::Agency> agency);
void end_involvement(db::Writer& writer, std::string_view case_id, Id<Posting> posting, Id<agencies::Agency> agency);

void open_scope(db::Writer& writer, std::string_view case_id, Id<agencies::Agency> agency, std::string_view category);
void end_scope(db::Writer& writer, std::string_view case_id, Id<agencies::Agency> agency);

// "This user (or the person this user is) must not learn of that person." Lifted only by lift_block.
void bar(db::Writer& writer, Id<User> user, Id<people::Person> person, Id<people::Person> about);
void lift_block(db::Writer& writer, Id<User> user, Id<people::Person> person, Id<people::Person> about);

// What the rule says about one resource, from the database's facts. A resource that does not exist is hidden.
Decision decide_about(db::Reader& reader, const Viewer& viewer, Action action, std::string_view resource, Instant now);

// An agency as access needs it: told by `agencies` when it is added or changed.
struct AgencyTerms {
    Id<agencies::Agency> agency;
    bool host = false; // the council's own Early Help agency
    bool confidential = false;
    Window agreement; // the information-sharing agreement, and not beyond the agency's end
};

void set_agency_terms(db::Writer& writer, const AgencyTerms& terms);

} // namespace kith::access
