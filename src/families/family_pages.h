#pragma once
// What pages that change a family have in common.

#include "families/family_views.h"
#include "http/context.h"
#include "http/form_version.h"
#include "http/router.h"
#include "people/fact_fields.h"

namespace kith::families {

// The {family} of the route, told to the audit line with everybody who is shown; Stop{404} when hidden or absent.
SeenFamily seen_family(http::Context& cx);
bool may_change(const SeenFamily& seen);
// For somebody who may change it; Stop{404} for others.
SeenFamily family_to_change(http::Context& cx);
// For somebody who may change it and may know where its people are.
SeenFamily homes_to_change(http::Context& cx);

// Makes the change, if the viewer may still change the family, and gives the address of its page.
Result<std::string> save_in(http::Context& cx, const SeenFamily& seen,
                            const std::function<Result<Done>(db::Writer&)>& change);

// `now` is what stands, shown when somebody else changed it meanwhile.
http::Response page_of(http::Context& cx, const SeenFamily& seen, const std::string& title, const Problems& problems,
                       const html::Html& content, const html::Html& now = {});

// A form about the family: cx.form_fields(), the version that it shows, a way back.
html::Html form_of(http::Context& cx, const SeenFamily& seen, const std::string& path, std::int64_t version,
                   const html::Html& content, const html::Html& submit = "Save");
using http::version_to_send;

// How long somebody is somebody's relation, or holds responsibility.
inline const people::PeriodWords as_long_as_it_is_so{
    .since = "Since", .until = "Until", .until_hint = "Only when it is no longer so"};

// What a form that records something says of itself: "version", "source", "never", and which row it corrects.
people::Entry entry_in(const http::Context& cx, std::optional<int> corrects = {});

// One of these people, by reference.
html::Html person_field(http::Context& cx, const std::vector<people::Listed>& people, const std::string& name,
                        const char* label, const Problems& problems);
// Who of the family was chosen; an empty id, with a problem, when nobody was.
Id<Person> chosen_person(const http::Context& cx, const SeenFamily& seen, const std::string& field,
                         const char* if_missing, Problems& problems);

// Somebody, of the family or not, whom the viewer may write about: only such may be joined to others, for those who
// work with these will see them. Stop{404} when the reference is nobody's, or somebody's of whom less may be known.
people::Summary somebody_to_join(http::Context& cx, std::string_view reference);
// A search for them, sent to `path`/search, and what it finds, each with a link to `path`/new; somebody of whom less
// may be known is named without it. Whoever is not found can be added as somebody new, and then comes to `path`/new
// too.
html::Html search_for_somebody(http::Context& cx, const std::string& path, const std::string& label,
                               const std::string& typed);

} // namespace kith::families
