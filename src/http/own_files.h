#pragma once
// Answers that need no session and no database: style sheet, script and icon, and whether this server takes requests.

#include "http/request.h"

namespace kith::http {

// A file of html/assets.h, kept by browsers for ever because its address changes with its bytes; compressed where the
// client accepts that. Pages are never compressed: they mix secrets with what others can choose (BREACH).
struct OwnFile {
    Response response;     // without its body
    std::string_view body; // lives as long as the program
};

std::optional<OwnFile> own_file(const Request& request);

} // namespace kith::http
