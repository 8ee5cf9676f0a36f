#include "html/components/tag.h"

#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

namespace {

constexpr std::array<std::string_view, 9> colours = {"grey",    "green", "teal",   "blue",  "purple",
                                                     "magenta", "red",   "orange", "yellow"};

} // namespace

Html tag(const Tag& tag) {
    const std::string_view colour = colours.at(static_cast<std::size_t>(tag.colour));
    return element("strong", {{"class", fmt::format("govuk-tag govuk-tag--{}", colour)}}, tag.text);
}

std::vector<Example> tag_examples() {
    return {{"States",
             {html::tag({"New", TagColour::blue}), " ", html::tag({"Waiting", TagColour::yellow}), " ",
              html::tag({"Agreed", TagColour::green}), " ", html::tag({"8 days late", TagColour::red}), " ",
              html::tag({"Draft"}), " ", html::tag({"Urgent", TagColour::orange}), " ",
              html::tag({"Unverified", TagColour::purple}), " ", html::tag({"Passed on", TagColour::teal}), " ",
              html::tag({"Joined", TagColour::magenta})}}};
}

} // namespace kith::html
