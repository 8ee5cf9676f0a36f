#include "html/components/quoted_words.h"

#include "html/components/text.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

Html quoted_words(const QuotedWords& quoted) {
    const Html words = element("blockquote", {{"class", "kith-quote__words"}}, typed_text(quoted.words));
    const Html by = quoted.by.empty() ? Html() : element("figcaption", {{"class", "kith-quote__by"}}, quoted.by);
    return element("figure", {{"class", "kith-quote"}}, {words, by});
}

std::vector<Example> quoted_words_examples() {
    return {{"A child's words",
             quoted_words({.words = "I like it when mum does the voices. I don't like it when it's loud.",
                           .by = "Maya, 21 October 2026"})}};
}

} // namespace kith::html
