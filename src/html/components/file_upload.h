#pragma once
#include "html/components/input.h"

namespace kith::html {

struct FileUpload {
    std::string name;
    Html label;
    Html hint = {};
    std::string accept = {}; // ".csv"; a suggestion to the browser, no check
    const Problems& problems = no_problems;
};

Html file_upload(const FileUpload& upload);

} // namespace kith::html
