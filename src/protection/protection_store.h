#pragma once
// Protections and bars in the database. Every change looks again whether the viewer may make it (Stop{404} for what
// they may not see), tells access, keeps who decided and why, and writes its line of history.

#include "people/person.h"
#include "protection/protection.h"

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::protection {

// The protection made for this record, or the one of its family that reaches it.
std::optional<Protection> find_protection(db::Reader& reader, const access::Viewer& viewer, std::string_view resource,
                                          Instant now);
// That made for this record itself.
std::optional<Protection> find_own_protection(db::Reader& reader, const access::Viewer& viewer,
                                              std::string_view resource, Instant now);

// Who sees the record's content now, and the council's team managers; nobody who is barred. By name, and then
// those whom the viewer may not know by name.
std::vector<Worker> people_to_name(db::Reader& reader, const access::Viewer& viewer, std::string_view resource,
                                   Instant now);
// Everybody with this email address as they work with families now: one for each posting.
std::vector<Worker> people_called(db::Reader& reader, std::string_view email, std::string_view resource, Instant now);

// People of a family whom the viewer may know of: whether their records go with its protection.
struct Reach {
    std::vector<people::Summary> with;    // members now, whose whole record the viewer sees
    std::vector<people::Summary> without; // everybody else
};

Reach reach_of(db::Reader& reader, const access::Viewer& viewer, const Record& record, Instant now);

// Refuses: no reason ("reason"), nobody named who could change it later ("names"), a record that is protected already
// ("changed_meanwhile").
Result<Done> protect(db::Writer& writer, const access::Viewer& viewer, const Record& record,
                     const std::vector<Worker>& names, std::string_view reason);

// Each refuses when the protection seen is over meanwhile.
Result<Done> add_names(db::Writer& writer, const access::Viewer& viewer, const Record& record,
                       const Protection& protection, const std::vector<Worker>& names);
// Refuses to leave nobody who could change it.
Result<Done> remove_name(db::Writer& writer, const access::Viewer& viewer, const Record& record,
                         const Protection& protection, const Worker& name);
Result<Done> end_protection(db::Writer& writer, const access::Viewer& viewer, const Record& record,
                            const Protection& protection, std::string_view reason);

struct NewBar {
    Id<access::User> user;
    std::string connection;
    std::string note;
};

// The user sees neither the record nor anything about its people or their families any more. By oneself the action
// bar_oneself is enough, by another it takes manage_access. Twice changes nothing.
Result<Done> bar(db::Writer& writer, const access::Viewer& viewer, const Record& record, const NewBar& bar);
// Refuses no reason. Whoever is barred does not see it, and so ends no bar of their own.
Result<Done> end_bar(db::Writer& writer, const access::Viewer& viewer, const Record& record, Id<Bar> bar,
                     std::string_view reason);

// Those in force, oldest first.
std::vector<Bar> bars_of(db::Reader& reader, const access::Viewer& viewer, std::string_view resource);

} // namespace kith::protection
