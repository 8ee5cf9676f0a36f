#include "http/own_files.h"

#include "html/assets.h"

namespace kith::http {

namespace {

std::map<std::string_view, const html::Asset*> by_address() {
    std::map<std::string_view, const html::Asset*> files;
    for (const auto& asset : html::assets())
        files.emplace(asset.address, &asset);
    return files;
}

bool accepts_gzip(const Request& request) {
    return request.header("accept-encoding").find("gzip") != std::string_view::npos;
}

} // namespace

std::optional<OwnFile> own_file(const Request& request) {
    static const auto files = by_address();
    if (request.method != Method::get) return std::nullopt;
    const auto found = files.find(request.path);
    if (found == files.end()) return std::nullopt;
    const auto& asset = *found->second;
    OwnFile file{.response = {.type = std::string(asset.type)}, .body = asset.bytes};
    file.response.headers = {{"cache-control", "public, max-age=31536000, immutable"}, {"vary", "accept-encoding"}};
    if (!asset.gzip.empty() && accepts_gzip(request)) {
        file.body = asset.gzip;
        file.response.headers.emplace_back("content-encoding", "gzip");
    }
    return file;
}

} // namespace kith::http
