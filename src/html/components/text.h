#pragma once
// Words on a page: headings, paragraphs, lists, links, days. Pages are written with these, never with raw elements.

#include "html/html.h"

namespace kith {
class Day;
struct Instant;
} // namespace kith

namespace kith::html {

enum class Size { normal, s, m, l, xl };

// A heading of level 1 to 4, sized by its level unless a size is given. `id` makes it a place to link to.
Html heading(const Html& text, int level = 2, std::string_view id = {});
Html heading(const Html& text, int level, Size size, std::string_view id = {});
// Small grey words above a heading.
Html caption(const Html& text, Size size = Size::l);

Html paragraph(const Html& content);
Html lead_paragraph(const Html& content);
// Smaller words, for what is beside the point.
Html small(const Html& content);
// Grey words inside a line: who, when, "not set".
Html secondary(const Html& content);
Html strong(const Html& content);
// Heard by screen readers, not seen.
Html visually_hidden(const Html& content);
Html line_break();
Html section_break();

Html list(const std::vector<Html>& items); // with bullets
Html numbered_list(const std::vector<Html>& items);
Html plain_list(const std::vector<Html>& items); // without bullets

// A link; `hidden` are words only heard ("Change" + " Maya's school"), so that a list of links makes sense.
Html link(std::string_view address, const Html& text, const Html& hidden = {});
Html telephone_link(std::string_view number); // what stands beside a number is not linked
Html email_link(std::string_view address);

Html time(Day day);    // 2 December 2026
Html time(Instant at); // 2 December 2026 at 3:45pm

// What a person typed in a text area: its paragraphs and line ends kept.
Html typed_text(std::string_view text);

// A hidden field of a form.
Html hidden_field(std::string_view name, std::string_view value);

} // namespace kith::html
