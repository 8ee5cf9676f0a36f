#pragma once
// One request on its way through Kith: what is known of it so far and what its answer will owe. Inside http only.

#include "access/session.h"
#include "http/site.h"

namespace kith::http {

struct Visit {
    const Site& site;
    Request request;
    Instant now;
    const Route* route = nullptr;
    std::string_view pattern = "-"; // the route's path, for the log
    PathNames names = {};
    access::Viewer viewer = {};                       // somebody only when the session is open, or lacks but a posting
    std::optional<access::SessionState> session = {}; // however far it has come
    std::string visitor = {};  // secret in the cookie of somebody without a session; forms are tied to it
    bool new_visitor = false;  // its cookie is still to be set
    std::string notice = {};   // to show once
    bool notice_shown = false; // its cookie can go

    // For the audit line.
    std::vector<history::Subject> seen = {};
    std::string terms = {};

    std::string fault = {}; // for the log

    const Answers& answers() const { return request.method == Method::get ? request.query : request.form; }
};

// Names of cookies: "__Host-kith" where TLS is, "kith" on http://127.0.0.1.
std::string cookie_name(const Site& site, std::string_view name);
// What a browser was given when somebody last signed in with it to the end.
inline constexpr std::string_view browser_cookie = "browser";
// A whole Set-Cookie value; no age: until the browser is closed; age 0: forget it.
std::string set_cookie(const Site& site, std::string_view name, std::string_view value,
                       std::optional<int> seconds = std::nullopt);

// What ties a form to who opened it and in which posting, sealed with the site's key. Nobody without it can make one.
std::string form_token(Visit& visit);

// Whose form it is.
struct FormOwner {
    std::string user; // empty: nobody had signed in
    std::string tie;  // the session's or the visitor's secret
    // In which the form was opened; empty: none was chosen yet. Not known of a form of the release before; a release
    // later there is none, and this is always known.
    std::optional<std::string> posting;
    Instant at; // when the form was opened

    bool operator==(const FormOwner&) const = default;
};

// Nothing when the token is missing, altered or from another Kith.
std::optional<FormOwner> form_owner(const Visit& visit, std::string_view token);

// What the terms of a search are sealed as (Context::searched).
std::string terms_context(std::string_view request);

// The names of the hidden fields; their values are not part of what a person typed.
inline constexpr std::string_view token_field = "form-token";
inline constexpr std::string_view submission_field = "submission";
inline constexpr std::string_view held_field = "held-post";      // it is saved now, and kept no longer
inline constexpr std::string_view opened_in_field = "opened-in"; // of a form that is held: the posting it was opened in

bool is_hidden_field(std::string_view name);

// Whether somebody wrote or chose this, and it is not what the page brought along or where a button stands. A search is
// no such work either: it changes nothing, and is typed again in a moment.
bool is_written(const Answers& form, std::string_view name);

// Of what a person sent where, without what the page itself put in.
std::string fingerprint_of(const Request& request);

} // namespace kith::http
