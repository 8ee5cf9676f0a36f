#pragma once

// The pages of mail.

namespace kith::http {
class Router;
}

namespace kith::mail {

void outbox_routes(http::Router& router); // /admin/mail

} // namespace kith::mail
