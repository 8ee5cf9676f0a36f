// What anybody may read without signing in: whom to ring, what happens to information, how the site is made.

#include "app/routes.h"
#include "html/components.h"
#include "http/router.h"
#include "profiles/profile_store.h"

namespace kith::app {

namespace {

using html::Html;
using http::Context;
using http::Response;

Html number_of(const profiles::ContactLine& line) {
    Html number = line.number.is_set() ? html::telephone_link(*line.number.value) : Html("number not set");
    return line.hours.empty() ? number : number + html::line_break() + html::secondary(line.hours);
}

Html whom_to_ring(const profiles::Profile& profile) {
    std::vector<html::SummaryRow> rows = {{"If a child is in danger now", html::telephone_link("999")}};
    for (const auto& line : profile.lines)
        rows.push_back({line.label, number_of(line)});
    return html::summary_list({.rows = std::move(rows)});
}

// For families, who may be watched; whoever signed in is at work.
Html a_way_out(const Context& cx) {
    return cx.viewer.signed_in() ? Html() : html::on_screen_only(html::exit_this_page());
}

Response start(Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto service = profile->word_at_start("early_help");
    return cx.page(
        {.title = service + " in " + profile->council.area},
        {a_way_out(cx),
         html::lead_paragraph("Help for families when things start to get hard, before they get worse. It is free, "
                              "you choose whether to take it, and you only have to tell your story once."),
         html::heading("Families and young people"),
         html::paragraph("Talk to somebody you already know and trust: your child's school, your health visitor, your "
                         "doctor or a worker at a family centre. They can ask for support with you. Or ring:"),
         whom_to_ring(*profile), html::heading("People who work with families"),
         html::paragraph(fmt::format("Send a {} for a family, see what has happened to it, and see who already helps.",
                                     profile->word("request"))),
         html::button({.text = "Sign in", .address = "/sign-in"})});
}

Response worried(Context& cx) {
    const auto profile = profiles::current(cx.db);
    return cx.page({.title = "Worried about a child right now?", .tab = "Who to ring"},
                   {a_way_out(cx), html::urgent_line(profile->urgent_line()),
                    html::paragraph("You do not need to be sure, and you do not have to ask anybody before you ring."),
                    whom_to_ring(*profile)});
}

Response your_story(Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto& basis = profile->council.lawful_basis;
    return cx.page(
        {.title = "What happens to your information"},
        {a_way_out(cx),
         html::paragraph("When somebody asks for support with your family, they write down what you told them, who you "
                         "are, and how to reach you safely."),
         html::heading("Who can see it"),
         html::paragraph("Only people who help your family or decide about the request. Every time somebody opens your "
                         "record it is written down: who, when and what."),
         html::heading("You choose"),
         html::paragraph(
             "Support is voluntary. You can say no, and you can change your mind. If somebody believes a child "
             "may be hurt, the law lets them share what they know without asking you first."),
         html::heading("If somebody must not know that you looked"),
         html::paragraph(
             "“Exit this page” takes you to the weather at once. Your browser still remembers that you were "
             "here: clear its history, use a private window, or look on a device that is not at home."),
         html::heading("The law"),
         html::summary_list({.rows = {{"Why the council may hold it", profiles::shown(basis)}}})});
}

Response privacy(Context& cx) {
    return cx.page(
        {.title = "Privacy"},
        {html::paragraph({"What happens to a family's information is on the page ",
                          html::link("/your-story", "What happens to your information"), "."}),
         html::heading("People who work here"),
         html::paragraph("For people who sign in, Kith keeps a name, an email address, the agency and role, "
                         "and a record of what they opened and changed. The record cannot be altered."),
         html::heading("Cookies", 2, "cookies"),
         html::paragraph("One cookie keeps you signed in, one shows a message once after you saved something, one "
                         "remembers your display options, and one, for a year, that you have signed in with this "
                         "browser, so that nobody who guesses at your password holds you up. None follows you "
                         "anywhere.")});
}

Response accessibility(Context& cx) {
    return cx.page(
        {.title = "Accessibility statement"},
        {html::paragraph(
             "This service is built to meet the Web Content Accessibility Guidelines 2.2 at level AA. Every "
             "page is checked by machine for that, at a narrow width, without scripts and printed."),
         html::paragraph(
             "It has not yet been tested with people who use assistive technology every day, and until it has "
             "been we say: partly tested."),
         html::paragraph(
             {"You can change contrast and text size under ", html::link("/display", "Display options"), "."}),
         html::heading("Tell us"),
         html::paragraph(
             "If something does not work for you, tell the team that asked you to use it. They can give you "
             "the same information another way.")});
}

Response notices(Context& cx) {
    return cx.page(
        {.title = "Licences"},
        {html::paragraph("Kith is open source under the MIT licence. The look is built with GOV.UK Frontend, "
                         "copyright Crown copyright (Government Digital Service), under the MIT licence."),
         html::paragraph("Wards, postcodes and schools contain data from the Office for National Statistics, "
                         "Ordnance Survey, Royal Mail and the Department for Education under the Open "
                         "Government Licence v3.0, where the council has imported them."),
         html::paragraph("The program uses Boost (Boost Software License 1.0), SQLite (public domain), libpq "
                         "(PostgreSQL Licence), libsodium (ISC), OpenSSL (Apache License 2.0), libcurl (curl licence), "
                         "toml++ and fmt (MIT) and CrackLib (LGPL 2.1), as Debian packages them. Their texts are "
                         "in /usr/share/doc on the machine that runs it."),
         html::heading("The MIT licence"), html::paragraph("Copyright (c) 2026 The Kith contributors"),
         html::paragraph("Copyright (c) Crown Copyright (Government Digital Service), for GOV.UK Frontend"),
         html::paragraph(
             "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and "
             "associated documentation files (the “Software”), to deal in the Software without restriction, including "
             "without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell "
             "copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the "
             "following conditions:"),
         html::paragraph("The above copyright notice and this permission notice shall be included in all copies or "
                         "substantial portions of the Software."),
         html::paragraph(
             "The Software is provided “as is”, without warranty of any kind, express or implied, including but not "
             "limited to the warranties of merchantability, fitness for a particular purpose and noninfringement. In "
             "no event shall the authors or copyright holders be liable for any claim, damages or other liability, "
             "whether in an action of contract, tort or otherwise, arising from, out of or in connection with the "
             "Software or the use or other dealings in the Software.")});
}

} // namespace

void public_routes(http::Router& router) {
    using http::no_personal_data;
    const auto anyone = http::Permission::anyone;
    router.get("/", anyone, no_personal_data, start);
    router.get("/worried", anyone, no_personal_data, worried);
    router.get("/your-story", anyone, no_personal_data, your_story);
    router.get("/privacy", anyone, no_personal_data, privacy);
    router.get("/accessibility", anyone, no_personal_data, accessibility);
    router.get("/notices", anyone, no_personal_data, notices);
}

} // namespace kith::app
