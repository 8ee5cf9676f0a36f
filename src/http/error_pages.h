#pragma once
// What people read when a request cannot be answered. No personal data, nothing of how Kith is built.

#include "http/visit.h"

namespace kith::http {

// In the council's frame when there is a Context, otherwise plain. Status 404 is the same whether a thing is hidden or
// absent; only pages that somebody may have to tell us about carry the request's id.
// Beneath stands what else there is to say.
Response error_page(int status, std::string_view request_id, Context* cx = nullptr, const html::Html& beneath = {});

// 403 for another reason than a role, which error_page(403) speaks of.
enum class NotTaken { not_our_form, not_secure, other_role };

Response not_taken_page(NotTaken why, std::string_view request_id, Context* cx);

// One of other words, in the plain frame, with the request's id at its end.
Response error_page(int status, std::string title, const html::Html& content, std::string_view request_id);

} // namespace kith::http
