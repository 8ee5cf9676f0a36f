#pragma once
// Who stands behind a posting: the name under a question, the address a letter goes to, the colleagues to choose from.

#include "access/register.h"

namespace kith::db {
class Row;
}

namespace kith::requests {

struct Worker {
    Id<access::Posting> posting = {};
    Id<access::User> user = {};
    std::string name = {};
    std::string email = {};
    Id<agencies::Agency> agency = {};
    std::string agency_name = {};
    std::string telephone = {}; // the agency's
    bool agency_is_confidential = false;

    // "Tom Bell, St Aidan's"
    std::string words() const {
        return name.empty() || agency_name.empty() ? name + agency_name : name + ", " + agency_name;
    }
};

// The worker as whoever reads a request, with these rights to it, may know them. That a confidential agency works with
// a family is itself private: its people are named to each other, and at the front door, which must be able to ring
// them. To anybody else they are "A support service" and no more.
Worker known_to(const access::Viewer& viewer, const access::Rights& rights, Worker worker);

// Columns sender_agency_id, agency_name and confidential: the agency alone.
Worker sender_agency(const db::Row& row);

// Also of a posting that has ended: what somebody did keeps their name. An empty one for an unknown posting.
Worker worker(db::Reader& reader, Id<access::Posting> posting);
// Columns posting_id, user_id, name, email, agency_id, agency_name, telephone and confidential; all null for nobody.
Worker to_worker(const db::Row& row);

// Everybody else with a posting now in the viewer's agency who may ask for support, by name.
std::vector<Worker> colleagues(db::Reader& reader, const access::Viewer& viewer, Instant now);

} // namespace kith::requests
