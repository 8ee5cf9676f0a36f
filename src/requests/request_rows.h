#pragma once
// Rows of the tables of requests as what they mean. For the stores of this folder only.

#include "db/database.h"
#include "requests/request.h"

namespace kith::requests {

// Without people, answers and questions.
Request to_request(const db::Row& row);
// Opens what is sealed of the person; see vault.h for what is thrown.
RequestPerson to_request_person(const Vault& vault, const db::Row& row);
NamedPerson to_named_person(const Vault& vault, const db::Row& row);
// Where the person lives, learns and is reached, for column `sealed` of their own row.
std::string sealed(const NamedPerson& named, Id<RequestPerson> row, const Vault& vault, Random& random);

// Where an answer was sealed: nobody can put it into another's row.
std::string place_of_answer(Id<Request> request, std::int64_t position);

// A mark by which somebody is known again who is described in the same words: folded names and the day of birth. Empty
// where one of them is missing or a guess: then too many would be meant.
std::string description(const RequestPerson& person, const Vault& vault);

// "2017-03-14 AAA", "due 2027-02-01", "" when not known.
std::string kept(const people::Birth& birth);
people::Birth kept_birth(std::string_view text);

// What a change of an older version is refused with.
inline const Problem changed_meanwhile{"", "changed_meanwhile",
                                       "Somebody else was faster. Look at what they did before you go on"};

// Whom the same child was said to be in the request it was chosen from, or in the one before that, and so on.
std::optional<Id<people::Person>> whom_the_earlier_was(db::Reader& reader, Id<RequestPerson> earlier);
// Says who it is; an empty id: nobody any more.
void set_person(db::Writer& writer, Id<RequestPerson> about, const Id<people::Person>& person);

// One line of the history about one request.
void tell(db::Writer& writer, const history::Actor& actor, std::string_view action, Id<Request> request);

} // namespace kith::requests
