#pragma once
// What somebody wrote into a form, shown to its author where the form itself cannot be.

#include "html/html.h"
#include "http/request.h"

namespace kith::http {

// Every answer under its field's name: enough to know it again, and to copy it.
html::Html what_was_written(const Answers& form);

// "Worries: She has missed twelve days": its first words.
std::string beginning_of(const Answers& form);

} // namespace kith::http
