#pragma once
// What cmake/assets.cmake writes: the bytes of assets/. Only assets.cpp reads it.

#include <span>
#include <string_view>

namespace kith::html {

struct EmbeddedAsset {
    std::string_view name;
    std::string_view hash;
    std::string_view bytes;
    std::string_view gzip;
};

std::span<const EmbeddedAsset> embedded_assets();

} // namespace kith::html
