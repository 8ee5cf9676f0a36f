// /display: contrast, text size and other ways to show pages, for anybody, kept in a cookie for a year.

#include "app/routes.h"
#include "html/components.h"
#include "html/display_options.h"
#include "http/router.h"

namespace kith::app {

namespace {

using http::Context;
using http::Response;

Response ask(Context& cx) {
    const auto now = html::to_display_options(cx.request.cookie(html::display_cookie));
    return cx.page({.title = "Display options", .exit = html::exit_this_page()},
                   {html::paragraph("Choose how pages look on this device. Your device's own settings for contrast and "
                                    "motion are followed too."),
                    html::display_options_form("/display", now, cx.form_fields())});
}

Response keep(Context& cx) {
    const auto options =
        html::chosen_display_options(cx.answers.text("contrast"), cx.answers.text("text_size"),
                                     cx.answers.ticked("extras", "underline"), cx.answers.ticked("extras", "still"));
    Response response = http::see_other("/display", "Display options saved");
    response.headers.emplace_back("set-cookie", fmt::format("{}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{}",
                                                            html::display_cookie, html::written(options),
                                                            cx.request.secure ? "; Secure" : ""));
    return response;
}

} // namespace

void display_routes(http::Router& router) {
    router.get("/display", http::Permission::anyone, http::no_personal_data, ask);
    router.post("/display", http::Permission::anyone, keep);
}

} // namespace kith::app
