#include "html/display_options.h"

#include "html/components.h"

namespace kith::html {

namespace {

constexpr std::array<std::string_view, 3> contrasts = {"standard", "high", "cream"};
constexpr std::array<std::string_view, 3> sizes = {"normal", "large", "largest"};

// Where the word stands among the words; the first when it is none of them.
std::size_t place(const std::array<std::string_view, 3>& words, std::string_view word) {
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? 0 : static_cast<std::size_t>(found - words.begin());
}

std::string_view word(Contrast contrast) {
    return contrasts.at(static_cast<std::size_t>(contrast));
}

std::string_view word(TextSize size) {
    return sizes.at(static_cast<std::size_t>(size));
}

std::string_view take_word(std::string_view& rest) {
    const std::string_view taken = rest.substr(0, rest.find('.'));
    rest.remove_prefix(std::min(rest.size(), taken.size() + 1));
    return taken;
}

} // namespace

DisplayOptions to_display_options(std::string_view written) {
    const std::string_view contrast = take_word(written);
    const std::string_view size = take_word(written);
    DisplayOptions options = chosen_display_options(contrast, size, false, false);
    while (!written.empty()) {
        const std::string_view extra = take_word(written);
        options.underline_links |= extra == "underline";
        options.reduce_motion |= extra == "still";
    }
    return options;
}

std::string written(const DisplayOptions& options) {
    return fmt::format("{}.{}{}{}", word(options.contrast), word(options.text_size),
                       options.underline_links ? ".underline" : "", options.reduce_motion ? ".still" : "");
}

DisplayOptions chosen_display_options(std::string_view contrast, std::string_view text_size, bool underline_links,
                                      bool reduce_motion) {
    return {static_cast<Contrast>(place(contrasts, contrast)), static_cast<TextSize>(place(sizes, text_size)),
            underline_links, reduce_motion};
}

Html display_options_form(std::string_view action, const DisplayOptions& options, const Html& fields) {
    std::vector<std::string> extras;
    if (options.underline_links) extras.push_back("underline");
    if (options.reduce_motion) extras.push_back("still");
    return form({.action = std::string(action), .submit = "Save display options", .fields = fields},
                {radios({.name = "contrast",
                         .legend = "Colours",
                         .choices = {{"standard", "Standard"},
                                     {"high", "High contrast", "Yellow and white on black"},
                                     {"cream", "Soft cream", "Dark words on cream, for those whom white dazzles"}},
                         .chosen = std::string(word(options.contrast)),
                         .legend_size = Size::m}),
                 radios({.name = "text_size",
                         .legend = "Size of the words",
                         .choices = {{"normal", "Normal"}, {"large", "Large"}, {"largest", "Largest"}},
                         .chosen = std::string(word(options.text_size)),
                         .legend_size = Size::m}),
                 checkboxes({.name = "extras",
                             .legend = "More",
                             .choices = {{"underline", "Underline all links"}, {"still", "Reduce motion"}},
                             .chosen = extras,
                             .legend_size = Size::m})});
}

} // namespace kith::html
