#include "http/context.h"

#include "html/components/text.h"
#include "http/gate.h"
#include "http/held_post_store.h"
#include "http/notice.h"
#include "http/submission_store.h"

namespace kith::http {

namespace {

// Thrown inside a transaction to undo it: the form cannot be saved as it is.
struct Undo {
    Problems problems;
};

const Problem already_sent{"", "already_sent",
                           "This was already saved. What you have changed since is still here but is not saved: check "
                           "it and save again"};

// What was held for the author is being saved: it need not be kept.
void drop_held(db::Writer& writer, const Request& request, std::string_view user) {
    if (const auto held = Reference::parse(request.form.raw(held_field))) drop_held_post(writer, user, *held);
}

std::string once(db::Writer& writer, const Submission& submission,
                 const std::function<Result<std::string>(db::Writer&)>& change) {
    if (!submission.key.empty()) {
        const auto earlier = claim(writer, submission);
        if (earlier && earlier->same) return earlier->address;
        if (earlier) throw Undo{{already_sent}};
    }
    auto address = change(writer);
    if (!address) throw Undo{address.error()};
    if (!submission.key.empty()) remember_address(writer, submission, *address);
    return std::move(*address);
}

} // namespace

Context::Context(Visit& visit, db::Reader& reader)
    : request(visit.request), db(reader), viewer(visit.viewer), now(visit.now), today(visit.now.day()),
      answers(visit.answers()), visit_(visit) {}

std::string_view Context::path(std::string_view name) const {
    for (const auto& [each, value] : visit_.names)
        if (each == name) return value;
    throw std::logic_error("the route has no {" + std::string(name) + "}");
}

Reference Context::reference(std::string_view name) const {
    auto parsed = Reference::parse(path(name));
    if (!parsed) throw Stop{404};
    return std::move(*parsed);
}

db::Database& Context::database() const {
    return visit_.site.database;
}

Result<std::string> Context::save(const std::function<Result<std::string>(db::Writer&)>& change) {
    const bool once_only = request.method == Method::post;
    const auto key = once_only ? answers.raw(submission_field) : std::string_view();
    if (once_only && key.empty()) throw Stop{400};
    const auto print = fingerprint_of(request);
    const Submission submission{
        .key = key, .user = viewer.user.text(), .route = visit_.route->path, .fingerprint = print};
    try {
        return visit_.site.database.writing([&](db::Writer& writer) {
            check_again(visit_, writer);
            auto address = once(writer, submission, change);
            drop_held(writer, request, viewer.user.text());
            return address;
        });
    } catch (const Undo& undo) {
        return undo.problems;
    }
}

void Context::saw(std::string_view kind, std::string_view id) {
    const auto is_it = [&](const history::Subject& each) { return each.kind == kind && each.id == id; };
    if (std::none_of(visit_.seen.begin(), visit_.seen.end(), is_it))
        visit_.seen.push_back({std::string(kind), std::string(id)});
}

void Context::searched(std::string_view terms) {
    if (terms.empty()) return;
    const Site& site = visit_.site;
    visit_.terms = base64url(site.cipher.seal(terms, terms_context(request.id), site.database.random()));
}

Response Context::page(html::Page page, const html::Html& content) {
    auto frame = visit_.site.frame(*this);
    frame.notice = drawn_notice(visit_.notice);
    // What answers a form holds words that stand nowhere else, and cannot be asked for again.
    if (viewer.signed_in() && request.method == Method::get)
        frame.locks_after = access::session_locks_after / seconds_ms;
    visit_.notice_shown = !visit_.notice.empty();
    return {.status = page.problems.empty() ? 200 : 422, .body = html::page(frame, page, content)};
}

bool Context::is_browser_of_staff() const {
    const auto holds = [&](std::string_view name) { return !request.cookie(cookie_name(visit_.site, name)).empty(); };
    return holds("") || holds(browser_cookie);
}

std::string Context::browser_key(std::string_view form) const {
    const auto key = sha256(db.vault().mark(fmt::format("browser copy|{}|{}", viewer.user.text(), form)));
    return base64url({reinterpret_cast<const char*>(key.data()), key.size()});
}

bool Context::sends_emails() const {
    return visit_.site.sends_emails;
}

Random& Context::random() const {
    return visit_.site.database.random();
}

html::Html Context::form_fields() const {
    return html::hidden_field(token_field, form_token(visit_)) +
           html::hidden_field(submission_field, secret_token(visit_.site.database.random()));
}

} // namespace kith::http
