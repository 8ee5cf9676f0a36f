#pragma once
// From a request to its answer, without any socket: the server and the tests of pages both come through here.
//
// session -> form token -> viewer -> route -> permission -> handler -> headers. Of a page that shows somebody's data,
// the line in the history is durable before the answer is released; where it cannot be written the answer is 503.

#include "http/site.h"

namespace kith::http {

// Answers, perhaps later and then from another thread; calls `release` exactly once and throws nothing. The handler
// runs on this thread.
void dispatch(const Site& site, Request request, Release release);

// Waits until every answer that dispatch has begun has left: before their Site goes, and after whoever begins more.
void wait_for_answers(const Site& site);

// While there is more to do than workers for it: a form comes back with every word that was sent. Asks no database;
// nothing for what is no form of work, or too long (given_back.h).
std::optional<Response> answer_when_busy(const Site& site, const Request& request);

// The same as dispatch, waiting for the answer.
Response answer(const Site& site, Request request);

} // namespace kith::http
