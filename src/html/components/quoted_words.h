#pragma once
#include "html/html.h"

namespace kith::html {

// A person's own words, exactly, with who said them and when.
struct QuotedWords {
    std::string words;
    Html by = {}; // "Maya, 21 October, three houses"
};

Html quoted_words(const QuotedWords& quoted);

} // namespace kith::html
