#pragma once
// What the system says to the person: confirmations, warnings, notices, problems.

#include "base/result.h"
#include "html/html.h"

namespace kith::html {

// Something important was finished: the reference, what happens next.
struct Panel {
    Html heading;
    Html content = {};
    int level = 1; // 1 is the page's own heading: give Page heading = false
};

Html panel(const Panel& panel);

// Words set apart.
Html inset_text(const Html& content);
// Words that must not be missed: what will go wrong.
Html warning_text(const Html& text);
// How a family may be reached without harm; red, at the top, never on a family's copy.
Html safe_contact(const Html& content);
// Danger to a child now, always in the same words.
Html urgent_line(const Html& text);

enum class Notice { important, success };

struct NotificationBanner {
    Html content;
    Notice kind = Notice::important;
    std::string heading = {}; // empty: "Important" or "Done"
};

Html notification_banner(const NotificationBanner& banner);

// All problems on top of the page, each a link to its field. Empty without problems.
Html error_summary(const Problems& problems);

} // namespace kith::html
