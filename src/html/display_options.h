#pragma once
// How a person wants pages to look: kept in a cookie, obeyed by the server, so nothing flashes and no script is needed.

#include "html/page.h"

namespace kith::html {

inline constexpr std::string_view display_cookie = "kith-display";

// "high.large.underline.still", as the cookie keeps it. What cannot be read is the standard.
DisplayOptions to_display_options(std::string_view written);
std::string written(const DisplayOptions& options);

// The form of the page /display: fields contrast, text_size and extras. `fields` are cx.form_fields().
Html display_options_form(std::string_view action, const DisplayOptions& options, const Html& fields);

// What the form sent. Unknown values are the standard.
DisplayOptions chosen_display_options(std::string_view contrast, std::string_view text_size, bool underline_links,
                                      bool reduce_motion);

} // namespace kith::html
