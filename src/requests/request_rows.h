#pragma once
// Rows of the tables of requests as what they mean. For the stores of this folder only.

#include "db/database.h"
#include "requests/request.h"

namespace kith::requests {

// Without people, answers and questions.
Request to_request(const db::Row& row);
RequestPerson to_request_person(const db::Row& row);

// "2017-03-14 AAA", "due 2027-02-01", "" when not known.
std::string kept(const people::Birth& birth);
people::Birth kept_birth(std::string_view text);

// One line of the history about one request.
void tell(db::Writer& writer, const history::Actor& actor, std::string_view action, Id<Request> request);

} // namespace kith::requests
