#include "html/components/messages.h"

#include "html/address.h"
#include "html/components/text.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

Html panel(const Panel& panel) {
    const Html heading = panel.level == 1 ? element("h1", {{"class", "govuk-panel__title"}}, panel.heading)
                                          : element("h2", {{"class", "govuk-panel__title"}}, panel.heading);
    const Html body = panel.content.empty() ? Html() : element("div", {{"class", "govuk-panel__body"}}, panel.content);
    return element("div", {{"class", "govuk-panel govuk-panel--confirmation"}}, {heading, body});
}

Html inset_text(const Html& content) {
    return element("div", {{"class", "govuk-inset-text"}}, content);
}

Html warning_text(const Html& text) {
    return element(
        "div", {{"class", "govuk-warning-text"}},
        {element("span", {{"class", "govuk-warning-text__icon"}, {"aria-hidden", "true"}}, "!"),
         element("strong", {{"class", "govuk-warning-text__text"}}, {visually_hidden("Warning"), " ", text})});
}

Html safe_contact(const Html& content) {
    return element("section", {{"class", "kith-safe-contact"}}, {heading("Safe contact", 2, Size::s), content});
}

Html urgent_line(const Html& text) {
    return element("p", {{"class", "kith-urgent"}}, text);
}

Html notification_banner(const NotificationBanner& banner) {
    const bool success = banner.kind == Notice::success;
    const std::string words = !banner.heading.empty() ? banner.heading : success ? "Done" : "Important";
    const Html title = element("div", {{"class", "govuk-notification-banner__header"}},
                               element("h2", {{"class", "govuk-notification-banner__title"}}, words));
    const Html content = element("div", {{"class", "govuk-notification-banner__content"}},
                                 element("div", {{"class", "govuk-notification-banner__heading"}}, banner.content));
    return element("section",
                   {{"class", success ? "govuk-notification-banner govuk-notification-banner--success"
                                      : "govuk-notification-banner"},
                    {"aria-label", words},
                    unless_empty("data-focus", success ? "yes" : "")},
                   {title, content});
}

Html error_summary(const Problems& problems) {
    if (problems.empty()) return {};
    Html items;
    for (const Problem& problem : problems) {
        const std::string place = "#" + problem.field;
        const bool linked = !problem.field.empty() && is_address(place);
        items += element("li", {},
                         linked ? element("a", {address_attribute("href", place)}, problem.text) : Html(problem.text));
    }
    const Html list = element("ul", {{"class", "govuk-list govuk-error-summary__list"}}, items);
    return element("div", {{"class", "govuk-error-summary"}, {"data-focus", "yes"}},
                   element("div", {{"role", "alert"}},
                           {element("h2", {{"class", "govuk-error-summary__title"}}, "There is a problem"),
                            element("div", {{"class", "govuk-error-summary__body"}}, list)}));
}

std::vector<Example> message_examples() {
    return {
        {"Finished", panel({.heading = "Request sent",
                            .content = {"Your reference is", line_break(), strong("7KQ2-9XMA")},
                            .level = 2})},
        {"Set apart", inset_text(paragraph("You asked for support for this family on 3 June 2026."))},
        {"Warning", warning_text("Ask the parent before you send this, unless asking would put a child at risk.")},
        {"Safe contact", safe_contact(paragraph("Phone Dana only, before 3pm on weekdays. Do not leave messages."))},
        {"Danger", urgent_line({"If a child is in danger now, ring 999. If you are worried about a child, ring ",
                                telephone_link("01632 960 100"), "."})},
        {"Notice", notification_banner({.content = "The telephone line is closed on 25 December."})},
        {"Done", notification_banner({.content = "Decision recorded", .kind = Notice::success, .heading = "Saved"})},
        {"Problems", error_summary({{"example-reason", "missing", "Say why you decided this"},
                                    {"", "changed", "Somebody else has changed this request"}})},
    };
}

} // namespace kith::html
