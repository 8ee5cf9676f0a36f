#pragma once
// The frame around every page: header, navigation, footer, display options. Looks like the council, not like GOV.UK.

#include "base/result.h"
#include "html/components/tabs.h"
#include "html/html.h"

#include <string>
#include <vector>

namespace kith::html {

// What one page says of itself.
struct Page {
    std::string title;    // the h1 too, unless `heading` is false; "Error: " is put before it when there are problems
    bool heading = true;  // false: the content brings its own h1
    std::string tab = {}; // what tab and history say instead of the title, where that would betray who looks
    std::string caption = {}; // small words above the h1
    Problems problems = {};   // summary on top, linked to the fields; answers with 422
    std::string back = {};    // address of a back link; empty: none
    bool wide = false;        // two columns, for staff pages
    Html top = {};            // record_header(…): a band above the content that brings the h1
    Html exit = {};           // exit_this_page(): for families, who may be watched; left out for who is at work here
};

enum class Contrast { standard, high, cream };
enum class TextSize { normal, large, largest };

struct DisplayOptions {
    Contrast contrast = Contrast::standard;
    TextSize text_size = TextSize::normal;
    bool underline_links = false;
    bool reduce_motion = false;
};

// What the council and the viewer make of it.
struct Frame {
    std::string council_name;
    std::string service_name;
    std::string home = "/";
    std::vector<NavigationItem> navigation = {};
    std::vector<NavigationItem> footer = {}; // after "Display options": accessibility, privacy, contact, worried
    std::string viewer_name = {};            // empty: nobody is signed in, no Find box
    std::string account = {};                // the viewer's own page, behind the name
    std::string sign_out = {};               // where the sign-out button posts to; empty: no button
    std::int64_t locks_after = 0; // seconds without use until the session locks and the page leaves; 0: it stays
    bool can_find = false;
    Html find_fields = {};        // hidden fields of the forms in the header: Find and sign out
    Html notice = {};             // shown once, as a notification banner
    std::string urgent_line = {}; // "If a child is in danger now, ring 999. …"
    std::string theme = {};       // address of the council's colours; empty: the generic look
    DisplayOptions display = {};
};

// The whole document, from doctype to </html>.
std::string page(const Frame& frame, const Page& page, const Html& content);

} // namespace kith::html
