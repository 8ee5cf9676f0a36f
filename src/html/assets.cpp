#include "html/assets.h"

#include "html/embedded_assets.h"

namespace kith::html {

namespace {

std::string_view type_of(std::string_view name) {
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    if (name.ends_with(".svg")) return "image/svg+xml";
    throw std::logic_error("an asset of an unknown kind");
}

std::vector<Asset> all_assets() {
    std::vector<Asset> all;
    for (const EmbeddedAsset& embedded : embedded_assets()) {
        const std::string_view name = embedded.name;
        const std::size_t dot = name.rfind('.');
        all.push_back({name, type_of(name), embedded.bytes, embedded.gzip, embedded.hash,
                       fmt::format("/assets/{}.{}{}", name.substr(0, dot), embedded.hash, name.substr(dot))});
    }
    return all;
}

} // namespace

const std::vector<Asset>& assets() {
    static const std::vector<Asset> all = all_assets();
    return all;
}

const std::string& asset(std::string_view name) {
    for (const Asset& asset : assets())
        if (asset.name == name) return asset.address;
    throw std::out_of_range("no asset of that name");
}

} // namespace kith::html
