#pragma once
// Who may see a person or family: decisions to keep one to people who are named, and to keep one from somebody who
// knows it privately. The facts that follow are access's; here stands who decided, when and why.

#include "access/restriction.h"
#include "base/reference.h"

namespace kith::protection {

// What the decisions are about.
struct Record {
    access::Kind kind = access::Kind::family; // or person
    std::string id;
    std::string name; // "Okafor-Reid family"
    std::string path; // "/families/K7MX4PQR"
};

// Somebody who is named, or could be.
struct Worker {
    Id<access::Posting> posting;
    Reference reference; // of the posting
    Id<access::User> user;
    Id<agencies::Agency> agency;
    std::string name; // "" where the viewer may not know that the agency helps; then it is a support service
    std::string agency_name;
    access::Role role = access::Role::partner;
    bool in_force = false; // can act now

    // Can name others and end the protection: one such must always be named.
    bool can_change_it() const { return in_force && role == access::Role::team_manager; }
};

struct Protection {
    access::Restriction restriction;
    std::vector<Worker> named;
    std::string reason;
    std::string decided_by; // name

    bool can_be_changed() const {
        return std::any_of(named.begin(), named.end(), [](const Worker& each) { return each.can_change_it(); });
    }
};

// How a worker knows the family.
struct Connection {
    std::string_view code;
    std::string_view words; // "A relative", whoever says it
};

std::span<const Connection> connections();
const Connection* find_connection(std::string_view code);

struct Bar {
    Id<Bar> id;
    std::string user_name;  // "" of somebody of a confidential agency, but to their own colleagues
    std::string connection; // code
    std::string note;
    Instant made_at;
    std::string made_by;   // name
    bool declared = false; // by the worker themselves
};

} // namespace kith::protection
