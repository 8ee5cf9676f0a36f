#pragma once
// The person acting: who, for which agency, in which role, where. Every look at a person's record starts from one.

#include "base/id.h"
#include "base/instant.h"
#include "history/record.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::agencies {
struct Agency;
struct Team;
} // namespace kith::agencies

namespace kith::people {
struct Person;
}

namespace kith::access {

struct User;
struct Posting;
struct Session;

// What a posting lets a person be. One posting acts at a time; rights of several are never added (P23).
enum class Role {
    partner, // school, health, police, housing, voluntary sector: asks for support, sees its own and its involvements
    early_help_worker,    // in the host agency: works with families
    team_manager,         // in the host agency: oversees them
    triage,               // the front door
    agency_administrator, // users of the own agency
    system_administrator, // users, agencies, places, profile; never sees a family (P28)
    privacy_officer,      // reads the audit
};

std::string_view code(Role role); // "early_help_worker": in the database
std::string_view word(Role role); // "Family worker": plain words that are no council's own
std::optional<Role> to_role(std::string_view code);

// What can be done. A route names one; roles.cpp says which roles may do which, as one table (security 2.3).
enum class Action {
    find,            // use Find, and be told of what the viewer may see
    ask_for_support, // write, hand over and send a request; answer the front door's question
    read_request,
    triage_request, // take, match, decide, ask the referrer, record a step up's acceptance
    read_person,
    add_person,     // somebody who is not here yet, after a search, and a family of somebody who has none
    compare_people, // say whether two records are of one person
    write_person,
    read_family,
    write_family,
    read_episode,
    manage_users,    // own agency's, or all for a system administrator
    manage_agencies, // agencies and teams
    configure,       // profile, places, outbox failures
    read_audit,
    read_looks,    // who looked at a person or family that the viewer sees
    protect,       // keep a person or family to people who are named
    manage_access, // change whom a protection names, end it; bar somebody else, and let them back
    bar_oneself,   // "I know this family": never see it again
    see_gallery,
};

std::string_view code(Action action); // "triage_request": in the list of routes
bool role_may(Role role, Action action);

struct Viewer {
    Id<User> user = {};       // empty: nobody is signed in
    Id<Posting> posting = {}; // empty: signed in, but no posting chosen or none in date
    Id<agencies::Agency> agency = {};
    Role role = Role::partner;
    std::vector<std::string> localities = {}; // codes; empty: council-wide (design 7.2)
    bool host_agency = false;                 // the council's own Early Help agency
    Id<people::Person> person = {}; // the user's own person record where one is known: for barred and conflict edges
    std::string name = {};
    std::string agency_name = {};
    std::string request = {}; // id of the HTTP request, or "command line"

    bool signed_in() const { return !user.empty(); }

    // Whether the posting's role has the action at all; says nothing about any record.
    bool may(Action action) const { return !posting.empty() && role_may(role, action); }

    history::Actor actor() const {
        return {std::string(user.text()), std::string(posting.text()), std::string(agency.text()), request};
    }
};

} // namespace kith::access
