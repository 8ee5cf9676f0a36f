#pragma once
// Pages for one kind of fact about a person: what stands, recording another, correcting one. Every kind works the same
// way, so that nothing is ever overwritten by any of them.

#include "html/html.h"
#include "http/context.h"
#include "http/router.h"
#include "people/person_store.h"
#include "people/routes.h"

namespace kith::people {

// A fact as a page shows it.
struct ShownFact {
    int number = 0;
    html::Html words;
    std::string source = {};
    Instant at = {};
    std::string by = {};      // posting's id
    http::Answers typed = {}; // what the form would hold had it been typed just so
};

struct FactKind {
    std::string path;        // "names": /people/{person}/names
    std::string title;       // "Names"
    std::string adding = {}; // "Record a new name"
    // Whether only the latest counts: then the form holds it, and saving takes its place.
    bool single = false;
    html::Html advice = {}; // above the form
    bool tells_location = false;

    std::function<std::vector<ShownFact>(http::Context&, const SeenPerson&)> facts;
    std::function<int(const Versions&)> version;
    std::function<html::Html(http::Context&, const SeenPerson&, const http::Answers&, const Problems&)> fields;
    // What is wrong with what was typed.
    std::function<Problems(http::Context&)> problems;
    // What is asked besides when something new is recorded, about what stands already.
    std::function<html::Html(const SeenPerson&, const http::Answers&, const Problems&)> more_when_new = {};
    std::function<Problems(const SeenPerson&, const http::Answers&)> problems_when_new = {};
    // What the notice says then, where it is not "Saved".
    std::function<std::string(const http::Answers&)> saved = {};
    // Called without problems only.
    std::function<Result<Done>(http::Context&, db::Writer&, Id<Person>, const Entry&, const http::Answers&)> save;
};

// GET and POST of /people/{person}/PATH, and unless single of /people/{person}/PATH/{number}.
void fact_routes(http::Router& router, FactKind kind, FirstOfAll first);

FactKind name_kind();
FactKind birth_kind();
FactKind details_kind();
FactKind safe_contact_kind();
FactKind contact_kind();
FactKind identifier_kind();
FactKind address_kind(Moved moved);
FactKind school_kind();

template <typename T>
ShownFact to_shown(const Recorded<T>& fact, html::Html words, http::Answers typed) {
    return {fact.number, std::move(words), fact.source, fact.at, fact.by, std::move(typed)};
}

} // namespace kith::people
