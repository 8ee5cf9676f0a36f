#include "html/components/fieldset.h"

#include "html/element.h"
#include "html/examples.h"
#include "html/field.h"

namespace kith::html {

Html fieldset(const Fieldset& fieldset, const Html& fields) {
    const std::string_view size = fieldset.legend_size == Size::l   ? " govuk-fieldset__legend--l"
                                  : fieldset.legend_size == Size::m ? " govuk-fieldset__legend--m"
                                  : fieldset.legend_size == Size::s ? " govuk-fieldset__legend--s"
                                                                    : "";
    const Html words = fieldset.legend_is_heading
                           ? element("h1", {{"class", "govuk-fieldset__heading"}}, fieldset.legend)
                           : fieldset.legend;
    return element("fieldset", {{"class", "govuk-fieldset"}},
                   {element("legend", {{"class", fmt::format("govuk-fieldset__legend{}", size)}}, words), fields});
}

std::vector<Example> fieldset_examples() {
    return {{"Fields that belong together",
             fieldset({.legend = "Where do they live?"},
                      {input({.name = "example-line-1", .label = "Address"}),
                       input({.name = "example-town", .label = "Town", .width = 20}),
                       input({.name = "example-live-postcode", .label = "Postcode", .width = 10})})}};
}

} // namespace kith::html
