#include "html/components/text.h"

#include "base/day.h"
#include "base/instant.h"
#include "base/text.h"
#include "html/address.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

namespace {

std::string_view letter(Size size) {
    switch (size) {
    case Size::xl:
        return "xl";
    case Size::l:
        return "l";
    case Size::m:
        return "m";
    default:
        return "s";
    }
}

Html items_of(const std::vector<Html>& items) {
    Html all;
    for (const Html& item : items)
        all += element("li", {}, item);
    return all;
}

Size size_of_level(int level) {
    return level == 1 ? Size::l : level == 2 ? Size::m : Size::s;
}

} // namespace

Html heading(const Html& text, int level, std::string_view id) {
    return heading(text, level, size_of_level(level), id);
}

Html heading(const Html& text, int level, Size size, std::string_view id) {
    const std::string look = fmt::format("govuk-heading-{}", letter(size));
    const Attribute class_ = {"class", look};
    const Attribute id_ = unless_empty("id", id);
    switch (level) {
    case 1:
        return element("h1", {class_, id_}, text);
    case 2:
        return element("h2", {class_, id_}, text);
    case 3:
        return element("h3", {class_, id_}, text);
    default:
        return element("h4", {class_, id_}, text);
    }
}

Html caption(const Html& text, Size size) {
    return element("span", {{"class", fmt::format("govuk-caption-{}", letter(size))}}, text);
}

Html paragraph(const Html& content) {
    return element("p", {{"class", "govuk-body"}}, content);
}

Html lead_paragraph(const Html& content) {
    return element("p", {{"class", "govuk-body-l"}}, content);
}

Html small(const Html& content) {
    return element("p", {{"class", "govuk-body kith-small"}}, content);
}

Html secondary(const Html& content) {
    return element("span", {{"class", "kith-secondary"}}, content);
}

Html strong(const Html& content) {
    return element("strong", {}, content);
}

Html visually_hidden(const Html& content) {
    return element("span", {{"class", "govuk-visually-hidden"}}, content);
}

Html line_break() {
    return void_element("br", {});
}

Html section_break() {
    return void_element("hr", {{"class", "govuk-section-break govuk-section-break--m govuk-section-break--visible"}});
}

Html list(const std::vector<Html>& items) {
    if (items.empty()) return {};
    return element("ul", {{"class", "govuk-list govuk-list--bullet"}}, items_of(items));
}

Html numbered_list(const std::vector<Html>& items) {
    if (items.empty()) return {};
    return element("ol", {{"class", "govuk-list govuk-list--number"}}, items_of(items));
}

Html plain_list(const std::vector<Html>& items) {
    if (items.empty()) return {};
    return element("ul", {{"class", "govuk-list"}}, items_of(items));
}

Html link(std::string_view address, const Html& text, const Html& hidden) {
    const Html heard = hidden.empty() ? Html() : visually_hidden(hidden);
    return element("a", {{"class", "govuk-link"}, address_attribute("href", address)}, {text, heard});
}

namespace {

Html link_to_ring(std::string_view number) {
    // Kept on one line: a number broken in two is misread.
    return element(
        "a", {{"class", "govuk-link kith-unbroken"}, address_attribute("href", "tel:" + telephone_digits(number))},
        number);
}

// "101" and "999" too, but not two numbers, nor a number and its extension.
bool is_to_ring(std::string_view text) {
    const std::string digits = telephone_digits(text);
    if (text.find_first_not_of("0123456789 +()-") != std::string_view::npos) return false;
    const bool is_too_long = digits.starts_with('0') && !digits.starts_with("00") && digits.size() > 11;
    return digits.size() >= 3 && digits.size() <= 15 && !is_too_long;
}

} // namespace

// "Ring 01632 960123 after 6" is no number: dialled as one it would reach a stranger. Only the number in it is linked.
Html telephone_link(std::string_view number) {
    if (is_to_ring(number)) return link_to_ring(number);
    Html all;
    std::size_t told = 0;
    for (const auto each : telephone_numbers(number)) {
        const auto at = static_cast<std::size_t>(each.data() - number.data());
        all += Html(number.substr(told, at - told)) + link_to_ring(each);
        told = at + each.size();
    }
    return all + Html(number.substr(told));
}

Html email_link(std::string_view address) {
    const std::string target = fmt::format("mailto:{}", address);
    if (!is_address(target)) return address;
    return element("a", {{"class", "govuk-link kith-breakable"}, address_attribute("href", target)}, address);
}

Html time(Day day) {
    return element("time", {{"datetime", day.iso()}, {"class", "kith-unbroken"}}, words(day));
}

Html time(Instant at) {
    const int minute = at.minute_of_day();
    const std::string machine =
        fmt::format("{}T{:02}:{:02}{}", at.day().iso(), minute / 60, minute % 60, is_summer_time(at) ? "+01:00" : "Z");
    return element("time", {{"datetime", machine}}, words(at));
}

Html typed_text(std::string_view text) {
    const std::string all = trimmed(text);
    Html paragraphs;
    Html lines;
    const auto end_paragraph = [&] {
        if (!lines.empty()) paragraphs += element("p", {{"class", "govuk-body kith-breakable"}}, lines);
        lines = Html();
    };
    std::size_t start = 0;
    while (start <= all.size()) {
        const std::size_t end = std::min(all.find('\n', start), all.size());
        const auto line = std::string_view(all).substr(start, end - start);
        if (line.find_first_not_of(" \t") == std::string_view::npos) {
            end_paragraph();
        } else {
            if (!lines.empty()) lines += line_break();
            lines += Html(line);
        }
        start = end + 1;
    }
    end_paragraph();
    return paragraphs;
}

Html hidden_field(std::string_view name, std::string_view value) {
    return void_element("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
}

std::vector<Example> text_examples() {
    const Instant at = england_time(*Day::from_parts(2026, 12, 2), 15 * 60 + 45);
    return {
        {"Headings",
         {caption("Early Help"), heading("The Okafor-Reid family", 2, Size::l),
          heading("What happens next", 3, Size::m), heading("Who is helping", 4)}},
        {"Paragraphs",
         {lead_paragraph("You can ask for support for a child you know."),
          paragraph({"The team will ring you by ", time(at), ". ", strong("Tell the family first"), " where you can."}),
          small({"Written by Priya Nair, ", secondary("two days ago")})}},
        {"Lists",
         {list({"Ngozi collects the children on Tuesdays", "Tobi has not missed a day since half term"}),
          numbered_list({"Say who it is about", "Say what is happening", "Check and send"}),
          plain_list({link("#lists", "Overview"), link("#lists", "Change", " Maya's school")})}},
        {"Links to ring and write",
         {paragraph(
             {"Ring ", telephone_link("01632 960 123"), " or write to ", email_link("early.help@example.org.uk")})}},
        {"What a person typed", {typed_text("Maya has been late.\nShe says she is tired.\n\nMum would like help.")}},
        {"A break between parts", {section_break()}},
    };
}

} // namespace kith::html
