#include "http/dispatch.h"

#include "http/error_pages.h"
#include "http/gate.h"
#include "http/given_back.h"
#include "http/headers.h"
#include "http/notice.h"

#include <future>

namespace kith::http {

namespace {

// What a page that was refused or not there writes, so that trying addresses is seen too (ASVS 16.3.2).
bool is_refusal(int status) {
    return status == 403 || status == 404;
}

// 409: what somebody else wrote meanwhile.
bool shows_something(int status) {
    return status == 200 || status == 409 || status == 422;
}

// The route's own word for a look; "" when it has none.
std::string_view word_for_a_look(const Visit& visit) {
    return visit.route ? std::string_view(visit.route->audit.action) : std::string_view();
}

bool owes_line(const Visit& visit, int status) {
    const bool named = !word_for_a_look(visit).empty();
    const bool sent = visit.route && visit.request.method != Method::get;
    if (is_refusal(status)) return (named || sent) && visit.viewer.signed_in();
    return shows_something(status) && (named || !visit.seen.empty() || !visit.terms.empty());
}

// A form shown again after a mistake names what is on it, though its route has no word of its own for a view.
constexpr std::string_view action_of_a_form = "form.viewed";
constexpr std::string_view action_of_a_refused_form = "form.refused";

history::Line line_of(const Visit& visit, int status) {
    history::Line line;
    line.action = word_for_a_look(visit);
    if (line.action.empty()) line.action = is_refusal(status) ? action_of_a_refused_form : action_of_a_form;
    if (is_refusal(status)) {
        line.outcome = "refused";
        line.particulars = visit.request.path;
        return line;
    }
    line.subjects = visit.seen;
    line.particulars = visit.terms;
    return line;
}

Response stopped(const Stop& stop, Visit& visit, Context& cx) {
    return is_refusal(stop.status) ? refused(stop.status, visit, cx) : error_page(stop.status, visit.request.id, &cx);
}

int status_of(const db::Fault& fault) {
    switch (fault.kind()) {
    case db::Fault::Kind::unreachable:
    case db::Fault::Kind::full:
    case db::Fault::Kind::busy:
        return 503;
    default:
        return 500;
    }
}

// The handler's answer; what it throws becomes a page, and what it changed is already undone by the transaction.
Response handled(Visit& visit, Context& cx) {
    try {
        if (auto stop = stopped_at_gate(visit, cx)) return std::move(*stop);
        return visit.route->handler(cx);
    } catch (const Stop& stop) {
        return stopped(stop, visit, cx);
    } catch (const SessionGone&) {
        return sign_in_again(visit, cx);
    }
}

Response broken(Visit& visit, int status, const std::string& fault) {
    auto words = given_back(visit, status);
    visit.fault = fault;
    visit.notice_shown = false; // its cookie stays for the next page
    visit.seen.clear();
    visit.terms.clear();
    visit.route = nullptr;
    return words ? std::move(*words) : error_page(status, visit.request.id);
}

Response run(Visit& visit) {
    try {
        Response response;
        visit.now = visit.site.database.clock().now();
        visit.site.database.look([&](db::Reader& reader) {
            recognise(visit, reader);
            Context cx(visit, reader);
            response = handled(visit, cx);
        });
        return response;
    } catch (const db::Fault& fault) {
        return broken(visit, status_of(fault), fault.what());
    } catch (const std::exception& error) {
        return broken(visit, 500, error.what());
    } catch (...) {
        return broken(visit, 500, "something that is no exception was thrown");
    }
}

void log(const Visit& visit, int status) {
    if (!visit.site.log) return;
    const auto taken = std::chrono::steady_clock::now() - visit.request.arrived;
    visit.site.log({.method = word(visit.request.method),
                    .route = visit.pattern,
                    .status = status,
                    .microseconds = std::chrono::duration_cast<std::chrono::microseconds>(taken).count(),
                    .request = visit.request.id,
                    .user = visit.viewer.user.text(),
                    .fault = visit.fault});
}

// What every answer carries. Done before the wait for the history, so that its thread need not.
void dress(Visit& visit, Response& response) {
    set_cookies(visit, response);
    add_security_headers(response, visit.site.secure());
}

void let_go(const Visit& visit, Response response, const Release& release) {
    log(visit, response.status);
    release(std::move(response));
}

std::string text_of(const std::exception_ptr& failed) {
    try {
        std::rethrow_exception(failed);
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "something that is no exception was thrown";
    }
}

// Without its line in the history no page leaves (security 3).
void let_go_without_line(Visit& visit, const std::exception_ptr& failed, const Release& release) {
    auto response = broken(visit, 503, "history: " + text_of(failed));
    dress(visit, response);
    let_go(visit, std::move(response), release);
}

void note_use(const Visit& visit, db::Writer& writer) {
    if (visit.session && visit.session->to_note) access::note_use(writer, visit.session->id, visit.now);
}

// Nobody waits for it; if it fails, the session locks a little early.
void note_use_alone(const std::shared_ptr<Visit>& visit) {
    if (!visit->session || !visit->session->to_note) return;
    try {
        visit->site.database.write_soon([visit](db::Writer& writer) { note_use(*visit, writer); },
                                        [](const std::exception_ptr&) {});
    } catch (const std::exception&) {
        return;
    }
}

} // namespace

void dispatch(const Site& site, Request request, Release release) {
    auto visit = std::make_shared<Visit>(site, std::move(request));
    auto response = std::make_shared<Response>(run(*visit));
    dress(*visit, *response);
    if (!owes_line(*visit, response->status)) {
        note_use_alone(visit);
        return let_go(*visit, std::move(*response), release);
    }

    const auto status = response->status;
    try {
        site.database.write_soon(
            [visit, status](db::Writer& writer) {
                history::record(writer, visit->viewer.actor(), line_of(*visit, status));
                note_use(*visit, writer);
            },
            [visit, response, release](const std::exception_ptr& failed) {
                if (failed) return let_go_without_line(*visit, failed, release);
                let_go(*visit, std::move(*response), release);
            });
    } catch (...) {
        let_go_without_line(*visit, std::current_exception(), release);
    }
}

// Changes run one after another: when this one is done, so are the lines of those answers.
void wait_for_answers(const Site& site) {
    site.database.write([](db::Writer&) {});
}

std::optional<Response> answer_when_busy(const Site& site, const Request& request) {
    if (request.method != Method::post) return std::nullopt;
    return given_back_when_busy({site, request, site.database.clock().now()});
}

Response answer(const Site& site, Request request) {
    std::promise<Response> promise;
    auto answered = promise.get_future();
    dispatch(site, std::move(request), [&](Response response) { promise.set_value(std::move(response)); });
    return answered.get();
}

} // namespace kith::http
