#include "app/routes.h"

#include "find/routes.h"
#include "home/routes.h"

namespace kith::app {

void all_routes(http::Router& router) {
    public_routes(router);

    home::home_routes(router);
    find::find_routes(router);
}

} // namespace kith::app
