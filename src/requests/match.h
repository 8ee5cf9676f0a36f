#pragma once
// Whether somebody named in a request is somebody Kith knows. Kith proposes, with reasons; a person says so.

#include "people/search.h"
#include "requests/request.h"

namespace kith::requests {

enum class Verdict { same, not_same, cannot_tell };

std::string_view code(Verdict verdict);
std::optional<Verdict> to_verdict(std::string_view code);

struct Said {
    Id<RequestPerson> about = {};
    Id<people::Person> person = {};
    Verdict verdict = Verdict::same;
};

// Those of the candidates that may still be proposed for this person: nobody who was refused for them, here or in the
// earlier request in which the same child was chosen (`said` holds both), and nobody when one was confirmed.
std::vector<people::Match> still_possible(const RequestPerson& about, std::span<const Said> said,
                                          std::vector<people::Match> candidates);

// The request as it would be with this said of the people in it.
Request with_said(Request request, std::span<const Said> said);

// The name of the form's field in which a person says whether the two are the same.
std::string field_of_match(const RequestPerson& about, const people::Summary& person);

// What is searched for on behalf of somebody named in a request.
std::string search_words(const RequestPerson& person);

} // namespace kith::requests
