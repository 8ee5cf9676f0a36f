#pragma once
// The files of assets/, built into the program: style sheet, script, icon. An address holds a hash of the bytes, so a
// browser may keep it for ever.

#include <string>
#include <string_view>
#include <vector>

namespace kith::html {

struct Asset {
    std::string_view name; // "kith.css"
    std::string_view type; // "text/css; charset=utf-8"
    std::string_view bytes;
    std::string_view gzip; // the same, compressed: for clients that accept it
    std::string_view hash; // 12 hexadecimal digits of the SHA-256 of the bytes
    std::string address;   // "/assets/kith.<hash>.css"
};

const std::vector<Asset>& assets();

// The address of one of them. Throws std::out_of_range when there is none of that name.
const std::string& asset(std::string_view name);

} // namespace kith::html
