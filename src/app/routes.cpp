#include "app/routes.h"

#include "find/routes.h"
#include "home/routes.h"
#include "http/routes.h"
#include "profiles/routes.h"

namespace kith::app {

void all_routes(http::Router& router) {
    public_routes(router);
    display_routes(router);
    audit_routes(router);
    gallery_routes(router);
    http::sign_in_routes(router);
    http::held_post_routes(router);

    profiles::profile_routes(router);
    home::home_routes(router);
    find::find_routes(router);
}

} // namespace kith::app
