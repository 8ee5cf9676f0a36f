#include "html/page.h"

#include "html/assets.h"
#include "html/components/button.h"
#include "html/components/form.h"
#include "html/components/messages.h"
#include "html/components/navigation.h"
#include "html/components/search.h"
#include "html/element.h"

namespace kith::html {

namespace {

std::string document_classes(const DisplayOptions& display) {
    std::string classes = "govuk-template";
    if (display.contrast == Contrast::high) classes += " kith-contrast";
    if (display.contrast == Contrast::cream) classes += " kith-cream";
    if (display.text_size == TextSize::large) classes += " kith-large";
    if (display.text_size == TextSize::largest) classes += " kith-largest";
    if (display.underline_links) classes += " kith-underline";
    if (display.reduce_motion) classes += " kith-still";
    return classes;
}

// Whether the title begins with it, as "Early Help in Northbridge" does with "Early Help".
bool is_said_by(std::string_view title, std::string_view part) {
    return title.starts_with(part) && (title.size() == part.size() || title[part.size()] == ' ');
}

Html document_title(const Frame& frame, const Page& page) {
    const std::string& own = page.tab.empty() ? page.title : page.tab;
    std::string title = page.problems.empty() ? own : "Error: " + own;
    for (const std::string& part : {frame.service_name, frame.council_name})
        if (!part.empty() && !is_said_by(own, part)) title += " - " + part;
    return element("title", {}, title);
}

Html style_sheet(std::string_view address) {
    return void_element("link", {{"rel", "stylesheet"}, address_attribute("href", address)});
}

Html head(const Frame& frame, const Page& page) {
    static const std::string script = "<script type=\"module\" src=\"" + asset("kith.js") + "\"></script>";
    return element(
        "head", {},
        {void_element("meta", {{"charset", "utf-8"}}), document_title(frame, page),
         void_element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
         void_element("meta", {{"name", "robots"}, {"content", "noindex, nofollow"}}),
         void_element("link",
                      {{"rel", "icon"}, {"type", "image/svg+xml"}, address_attribute("href", asset("favicon.svg"))}),
         style_sheet(asset("kith.css")), frame.theme.empty() ? Html() : style_sheet(frame.theme),
         Html::trusted(script)});
}

Html navigation_item(const NavigationItem& item) {
    return element("li", {},
                   element("a",
                           {{"class", "kith-navigation__link"},
                            address_attribute("href", item.address),
                            unless_empty("aria-current", item.current ? "true" : "")},
                           item.text));
}

Html navigation(const Frame& frame) {
    if (frame.navigation.empty()) return {};
    Html items;
    for (const NavigationItem& item : frame.navigation)
        items += navigation_item(item);
    return element("nav", {{"class", "kith-navigation"}, {"aria-label", "Menu"}},
                   element("div", {{"class", "govuk-width-container"}},
                           element("ul", {{"class", "kith-navigation__list"}}, items)));
}

Html viewer(const Frame& frame) {
    if (frame.viewer_name.empty()) return {};
    const Html name =
        frame.account.empty()
            ? element("span", {{"class", "kith-header__viewer"}}, frame.viewer_name)
            : element("a",
                      {{"class", "kith-header__viewer kith-header__link"}, address_attribute("href", frame.account)},
                      frame.viewer_name);
    if (frame.sign_out.empty()) return name;
    return {name, one_button_form(
                      {.action = frame.sign_out, .text = "Sign out", .fields = frame.find_fields, .as_link = true})};
}

Html header(const Frame& frame) {
    const Html council = element("span", {{"class", "kith-header__council"}}, frame.council_name);
    const Html service = element("span", {{"class", "kith-header__service"}}, frame.service_name);
    const Html names =
        element("a", {{"class", "kith-header__names kith-header__link"}, address_attribute("href", frame.home)},
                {council, " ", service});
    Html find;
    if (frame.can_find)
        find = search_box({.action = "/find",
                           .label = "Find a person, family, school or reference",
                           .fields = frame.find_fields,
                           .id = "find",
                           .label_hidden = true});
    const Html who = viewer(frame);
    const Html aside = who.empty() ? Html() : element("div", {{"class", "kith-header__aside"}}, who);
    return element("header", {{"class", "kith-header"}},
                   {element("div", {{"class", "govuk-width-container kith-header__row"}}, {names, find, aside}),
                    navigation(frame)});
}

Html footer(const Frame& frame) {
    Html items = element("li", {}, link("/display", "Display options"));
    for (const NavigationItem& item : frame.footer)
        items += element("li", {}, link(item.address, item.text));
    const Html urgent = frame.urgent_line.empty() ? Html() : urgent_line(frame.urgent_line);
    return element("footer", {{"class", "kith-footer"}},
                   element("div", {{"class", "govuk-width-container"}},
                           {urgent, element("ul", {{"class", "kith-footer__links"}}, items)}));
}

Html own_heading(const Page& page) {
    if (!page.heading || !page.top.empty()) return {};
    const Html above = page.caption.empty() ? Html() : caption(page.caption);
    return {above, heading(page.title, 1)};
}

bool offers_exit(const Frame& frame, const Page& page) {
    return frame.viewer_name.empty() && !page.exit.empty();
}

void write_main(Writer& document, const Frame& frame, const Page& page, const Html& content) {
    const bool narrow = !page.wide && page.top.empty();
    document.start("main", {{"id", "main-content"}}).add(page.top);
    document.start("div", {{"class", "govuk-width-container"}});
    if (!page.back.empty()) document.add(back_link(page.back));
    document.start("div", {{"class", "govuk-main-wrapper"}});
    if (offers_exit(frame, page)) document.add(page.exit);
    if (narrow)
        document.start("div", {{"class", "govuk-grid-row"}}).start("div", {{"class", "govuk-grid-column-two-thirds"}});
    if (!frame.notice.empty()) document.add(notification_banner({.content = frame.notice, .kind = Notice::success}));
    document.add(error_summary(page.problems)).add(own_heading(page)).add(content);
    if (narrow) document.end("div").end("div");
    document.end("div").end("div").end("main");
}

constexpr std::size_t room_for_frame = 8000;

} // namespace

std::string page(const Frame& frame, const Page& page, const Html& content) {
    Writer document(content.markup().size() + page.top.markup().size() + room_for_frame);
    document.add(Html::trusted("<!DOCTYPE html>\n"));
    document.start("html", {{"lang", "en-GB"}, {"class", document_classes(frame.display)}}).add(head(frame, page));
    const auto locks_after = frame.locks_after == 0 ? std::string() : std::to_string(frame.locks_after);
    document.start("body", {{"class", "govuk-template__body"}, unless_empty("data-locks-after", locks_after)})
        .add(skip_link());
    if (offers_exit(frame, page)) document.add(exit_by_keyboard());
    document.add(header(frame));
    write_main(document, frame, page, content);
    document.add(footer(frame)).end("body").end("html");
    return document.take();
}

} // namespace kith::html
