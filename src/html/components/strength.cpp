#include "html/components/strength.h"

#include "html/components/text.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

Html strength(const Strength& strength) {
    const auto value = std::to_string(strength.of_five);
    // Browsers draw what is far from the optimum in another colour.
    const Html bar = element("meter",
                             {{"min", "0"},
                              {"max", "5"},
                              {"low", "0.4"},
                              {"high", "0.6"},
                              {"optimum", strength.against ? "0" : "5"},
                              {"value", value},
                              {"aria-hidden", "true"}},
                             {});
    return {strength.words, line_break(), bar};
}

std::vector<Example> strength_examples() {
    return {{"For and against",
             plain_list({html::strength({.of_five = 4, .words = "Speaks strongly for it"}),
                         html::strength({.of_five = 1, .words = "Speaks a little for it"}),
                         html::strength({.of_five = 3, .against = true, .words = "Speaks against it"})})}};
}

} // namespace kith::html
