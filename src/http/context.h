#pragma once
// All that a handler may ask: the request, the viewer, the database, the moment. No globals.

#include "access/viewer.h"
#include "base/day.h"
#include "db/database.h"
#include "html/page.h"
#include "http/request.h"

#include <functional>

namespace kith::http {

struct Visit;

class Context {
public:
    Context(Visit& visit, db::Reader& db);

    const Request& request;
    db::Reader& db; // one consistent state for the whole request, which may lack looks of the last second
    access::Viewer viewer;
    Instant now;
    Day today;
    const Answers& answers; // the form on POST, the query on GET

    // The {name} of the route as a reference; Stop{404} when it is none.
    Reference reference(std::string_view name) const;
    // The {name} of the route as text.
    std::string_view path(std::string_view name) const;

    // Makes the change once, durably. Inside the transaction it checks again that the viewer's session and posting
    // still hold and may do the route's action, and that this form's submission key is new; a key seen before gives
    // the address stored with it, without running `change`. Problems undo everything and nothing is stored. A key
    // seen before with other answers is a problem too: what was changed meanwhile is neither lost nor saved twice.
    // A POST without a key is Stop{400}. A PUT's key is left alone: it keeps a draft of a form that is still to be
    // sent, and its row version makes it safe to repeat.
    Result<std::string> save(const std::function<Result<std::string>(db::Writer&)>& change);

    // For the audit line of a view: what is on the page. Lists name every row they show.
    void saw(std::string_view kind, std::string_view id);
    // What was searched for: a name as a rule, so it is sealed with the site's key. Kept as the line's erasable
    // particulars, in base64url; opened with terms_context() of the line's request.
    void searched(std::string_view terms);

    // The whole page in the council's frame; 422 when there are problems.
    Response page(html::Page page, const html::Html& content);

    // The hidden fields that every form of this page needs (token, submission key): given to html::form by page code.
    html::Html form_fields() const;

    // Whether somebody works here with this browser: signed in, locked, or signed out within a year. Words of theirs
    // that were not saved may still be kept in it.
    bool is_browser_of_staff() const;

    // For the copy of this form that the person's browser keeps: the same whenever they open it, of no use to anybody
    // else, and nowhere in the database.
    std::string browser_key(std::string_view form) const;

    // For pages that show the history itself, in its newest state.
    db::Database& database() const;

    // Whether emails leave this Kith, or wait because no mail relay is set.
    bool sends_emails() const;

    // For secrets that are made before a change.
    Random& random() const;

    // For http's own pages.
    Visit& visit() const { return visit_; }

private:
    Visit& visit_;
};

} // namespace kith::http
