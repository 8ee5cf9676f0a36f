// A user's account: a new first password, a lost telephone, its end.

#include "access/second_factor.h"
#include "access/session.h"
#include "access/sign_in.h"
#include "agencies/known_user.h"
#include "agencies/routes.h"
#include "db/database.h"
#include "http/router.h"

namespace kith::agencies {

namespace {

using access::Action;

Step new_password_for(const Known& known) {
    return {.title = "New first password?",
            .explanation = "The password of " + known.user.name +
                           " stops working, and they are signed out. You get a new first password to tell them.",
            .button = "Make a new first password",
            .action = path_to(known.user) + "/password",
            .back = path_to(known.user)};
}

http::Response ask_password(http::Context& cx) {
    return step_page(cx, new_password_for(changeable_user(cx)));
}

http::Response save_password(http::Context& cx) {
    const auto known = changeable_user(cx);
    const auto password = access::first_password(cx.random());
    const auto hash = access::hashed(password);
    bool is_set = false;
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        require_changeable(writer, cx, known.user.id);
        access::set_password(writer, cx.viewer.actor(), known.user.id, hash);
        is_set = true;
        return path_to(known.user);
    });
    if (!saved) return step_page(cx, new_password_for(known), saved.error());
    if (!is_set) return http::see_other(*saved);
    return password_page(cx, known.user.name, password, *saved);
}

Step lost_telephone_of(const Known& known) {
    return {.title = "Has the telephone been lost?",
            .explanation = known.user.name +
                           " is signed out, and sets up one-time codes anew at the next sign-in. Make sure that it is "
                           "they who ask.",
            .button = "Set up anew",
            .action = path_to(known.user) + "/second-factor",
            .back = path_to(known.user)};
}

http::Response ask_second_factor(http::Context& cx) {
    return step_page(cx, lost_telephone_of(changeable_user(cx)));
}

http::Response save_second_factor(http::Context& cx) {
    const auto known = changeable_user(cx);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        require_changeable(writer, cx, known.user.id);
        access::remove_second_factor(writer, cx.viewer.actor(), known.user.id);
        return path_to(known.user);
    });
    if (!saved) return step_page(cx, lost_telephone_of(known), saved.error());
    return http::see_other(*saved, "They set up one-time codes at the next sign-in");
}

Step end_of_account(const Known& known) {
    return {.title = "End this account?",
            .explanation = known.user.name +
                           " is signed out and cannot sign in again, for good. What they wrote and saw stays on "
                           "record.",
            .button = "End the account",
            .action = path_to(known.user) + "/ending",
            .back = path_to(known.user)};
}

http::Response ask_user_ending(http::Context& cx) {
    return step_page(cx, end_of_account(changeable_user(cx)));
}

http::Response save_user_ending(http::Context& cx) {
    const auto known = changeable_user(cx);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        require_changeable(writer, cx, known.user.id);
        access::end_user(writer, cx.viewer.actor(), known.user.id);
        return path_to(known.user);
    });
    if (!saved) return step_page(cx, end_of_account(known), saved.error());
    return http::see_other(*saved, "The account has ended");
}

} // namespace

void account_routes(http::Router& router) {
    const auto manage = Action::manage_users;
    const http::Audit viewing{users_viewed};
    router.get("/admin/users/{user}/password", manage, viewing, ask_password);
    router.post("/admin/users/{user}/password", manage, save_password);
    router.get("/admin/users/{user}/second-factor", manage, viewing, ask_second_factor);
    router.post("/admin/users/{user}/second-factor", manage, save_second_factor);
    router.get("/admin/users/{user}/ending", manage, viewing, ask_user_ending);
    router.post("/admin/users/{user}/ending", manage, save_user_ending);
}

} // namespace kith::agencies
