#pragma once
// What pages about people have in common.

#include "html/html.h"
#include "http/context.h"
#include "people/person_store.h"

namespace kith::people {

// The {person} of the route as the viewer may see it, told to the audit line; Stop{404} when hidden or absent.
SeenPerson seen_person(http::Context& cx);
// The same, when the viewer may write about the person; Stop{404} otherwise.
SeenPerson person_to_change(http::Context& cx);
bool may_change(const SeenPerson& seen);
// Inside the transaction, where rights may have ended meanwhile.
void require_change(db::Writer& writer, const access::Viewer& viewer, Id<Person> person);
// The same of knowing where the person is.
void require_whereabouts(db::Writer& writer, const access::Viewer& viewer, Id<Person> person);

std::string path_to(const Summary& person);
html::Html link_to(const Summary& person);
// "Maya Okafor-Reid, born 2017"
std::string name_and_year(const Summary& person);

// "from 3 May 2024 to 1 June 2026", "since 3 May 2024"; "" when neither is known.
std::string period_words(const std::optional<Day>& from, const std::optional<Day>& until);
// How the person can be reached without harm; empty when nothing is recorded.
// `whose`: on a page about several people.
html::Html safe_contact_box(const http::Context& cx, const Recorded<SafeContact>& fact, const html::Html& whose = {});
// "Told by her mother, recorded by Sam Okoro on 23 November 2026"; of an agency that must not be known to help, by
// "a support service".
std::string provenance_words(const http::Context& cx, const std::string& source, const std::string& posting,
                             Instant at);

// The number of a route or a field; -1 when it is none.
int number_in(std::string_view text);

bool has_code(const Problems& problems, std::string_view code);

} // namespace kith::people
