// What anybody may read without signing in: whom to ring, what happens to information, how to stay safe while reading
// it, how the site is made; and the way out.

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

Response start(Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto service = profile->word_at_start("early_help");
    return cx.page(
        {.title = service + " in " + profile->council.area, .exit = html::exit_this_page()},
        {html::lead_paragraph("Help for families when things start to get hard, before they get worse. It is free, "
                              "you choose whether to take it, and you only have to tell your story once."),
         html::heading("Families and young people"),
         html::paragraph("Talk to somebody you already know and trust: your child's school, your health visitor, your "
                         "doctor or a worker at a family centre. They can ask for support with you. Or ring:"),
         whom_to_ring(*profile), html::heading("People who work with families"),
         html::paragraph(fmt::format("Send a {} for a family, see what has happened to it, and see who already helps.",
                                     profile->word("request"))),
         cx.viewer.signed_in() ? html::button({.text = "My work", .address = "/home"})
                               : html::button({.text = "Sign in", .address = "/sign-in"})});
}

Response worried(Context& cx) {
    const auto profile = profiles::current(cx.db);
    return cx.page({.title = "Worried about a child right now?", .tab = "Who to ring", .exit = html::exit_this_page()},
                   {html::urgent_line(profile->urgent_line()),
                    html::paragraph("You do not need to be sure, and you do not have to ask anybody before you ring."),
                    whom_to_ring(*profile)});
}

Response your_story(Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto& basis = profile->council.lawful_basis;
    return cx.page(
        {.title = "What happens to your information", .exit = html::exit_this_page()},
        {html::paragraph("When somebody asks for support with your family, they write down what you told them, who you "
                         "are, and how to reach you safely."),
         html::heading("Who can see it"),
         html::paragraph("Only people who help your family or decide about the request. Every time somebody opens your "
                         "record it is written down: who, when and what."),
         html::heading("You choose"),
         html::paragraph(
             "Support is voluntary. You can say no, and you can change your mind. If somebody believes a child "
             "may be hurt, the law lets them share what they know without asking you first."),
         html::heading("If somebody must not know that you looked"),
         html::paragraph({"Your browser remembers this page. ",
                          html::link("/staying-safe", "What you can do about that, and what “Exit this page” does"),
                          "."}),
         html::heading("The law"),
         html::summary_list({.rows = {{"Why the council may hold it", profiles::shown(basis)}}})});
}

Html what_the_button_does() {
    return {
        html::heading("What “Exit this page” does"),
        html::paragraph("It takes you to another website, about the weather, at once. With a keyboard you can press "
                        "Shift three times instead. In most browsers, Back does not show the page that you left."),
        html::heading("What it does not do"),
        html::list({"Your browser still remembers that you were here: its history lists the pages you read.",
                    "Back may still show other pages that you read before.",
                    "Somebody who can see into your phone or computer from theirs, or who looks after your Wi-Fi, "
                    "may see that you were here."})};
}

Html how_to_leave_no_trace() {
    return {html::heading("Before you read on"),
            html::list({"Use a device that is not at home, and that nobody at home can look at: in a library, at "
                        "school or work, at a friend’s. That is safest.",
                        "Or use a private window. It is in your browser’s menu, and is called private, Incognito or "
                        "InPrivate. Close it when you have finished, and the history does not list what you read "
                        "there."}),
            html::heading("Afterwards"),
            html::paragraph("Open History in your browser’s menu and delete the pages of this website. Delete those "
                            "alone: a history that is all empty may be noticed. If your browser shares its history "
                            "with another device, look there too.")};
}

Html texts_and_emails() {
    return {
        html::heading("Texts, emails and calls"),
        html::paragraph("They stay on your phone, and may show while it is locked or on another device. Delete those "
                        "that nobody must see. If somebody may know your passwords, write from an email address "
                        "that they do not know of."),
        html::paragraph("Tell whoever asks for support with you how to reach you safely: which number or address, "
                        "when, and who must not find out. They write it down for everybody who gets in touch with "
                        "you.")};
}

Response staying_safe(Context& cx) {
    return cx.page({.title = "Staying safe online", .tab = "Using this website", .exit = html::exit_this_page("")},
                   {html::lead_paragraph("For when somebody must not know that you looked for help."),
                    html::urgent_line({"If you are in danger now, ring ", html::telephone_link("999"),
                                       ". If you cannot speak, press 55 on your mobile when you are asked to."}),
                    what_the_button_does(), how_to_leave_no_trace(), texts_and_emails()});
}

// A link that somebody sends must not clear a browser that may hold words of a worker, signed in or locked, which were
// not saved yet; so it takes our own button, in a browser nobody works with.
bool may_clear_browser(const Context& cx) {
    return cx.request.header("sec-fetch-site") == "same-origin" && !cx.is_browser_of_staff();
}

// Chromium, which alone sends Sec-CH-UA, goes nowhere before it has looked through its whole cache: one to four seconds
// where that holds 15,000 files. Nobody who leaves in a hurry has them, and no page of ours is in there.
std::string what_to_clear(const Context& cx) {
    return cx.request.header("sec-ch-ua").empty() ? R"("cache", "storage")" : R"("storage")";
}

Response leave(Context& cx) {
    auto response = http::see_other("https://www.bbc.co.uk/weather");
    if (may_clear_browser(cx)) response.headers.emplace_back("clear-site-data", what_to_clear(cx));
    return response;
}

Response privacy(Context& cx) {
    return cx.page(
        {.title = "Privacy", .exit = html::exit_this_page()},
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
        {.title = "Accessibility statement", .exit = html::exit_this_page()},
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
        {.title = "Licences", .exit = html::exit_this_page()},
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
    router.get("/staying-safe", anyone, no_personal_data, staying_safe);
    router.get("/leave", anyone, no_personal_data, leave);
    router.get("/privacy", anyone, no_personal_data, privacy);
    router.get("/accessibility", anyone, no_personal_data, accessibility);
    router.get("/notices", anyone, no_personal_data, notices);
}

} // namespace kith::app
