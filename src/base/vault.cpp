#include "base/vault.h"

namespace kith {

namespace {

constexpr std::string_view no_key =
    "Locations are sealed, and no key was given to open them. Name the key file as key_file in kith.toml.";
constexpr std::string_view wrong_key =
    "What is sealed in the database cannot be opened: the key file is another one than it was sealed with, or somebody "
    "altered the database. Put the right key file back.";

std::string key_for(std::string_view use, std::string_view key) {
    const auto made = hmac_sha256(key, use);
    return {made.begin(), made.end()};
}

// Each text behind its length, so that no text can be taken for two.
std::string packed(const std::vector<std::string_view>& texts) {
    std::string all;
    for (const auto text : texts)
        all += fmt::format("{}:{}", text.size(), text);
    return all;
}

std::vector<std::string> unpacked(std::string_view all) {
    std::vector<std::string> texts;
    while (!all.empty()) {
        std::size_t size = 0;
        const auto read = std::from_chars(all.data(), all.data() + all.size(), size);
        const auto from = static_cast<std::size_t>(read.ptr - all.data()) + 1;
        if (from > all.size() || size > all.size() - from) throw std::runtime_error(std::string(wrong_key));
        texts.emplace_back(all.substr(from, size));
        all.remove_prefix(from + size);
    }
    return texts;
}

} // namespace

Vault::Vault(std::string_view key) {
    if (key.empty()) return;
    if (key.size() != 32) throw std::runtime_error("the key must be 32 bytes");
    cipher_.emplace(key_for("kith seal 1", key));
    marking_ = key_for("kith mark 1", key);
    fingerprint_ = hex(hmac_sha256(key, "kith fingerprint 1")).substr(0, 32);
}

std::string Vault::seal(const std::vector<std::string_view>& texts, std::string_view context, Random& random) const {
    if (!cipher_) throw std::runtime_error(std::string(no_key));
    return cipher_->seal(packed(texts), context, random);
}

std::vector<std::string> Vault::open(std::string_view sealed, std::string_view context) const {
    if (!cipher_) throw std::runtime_error(std::string(no_key));
    const auto opened = cipher_->open(sealed, context);
    if (!opened) throw std::runtime_error(std::string(wrong_key));
    return unpacked(*opened);
}

std::string Vault::mark(std::string_view text) const {
    if (!cipher_) throw std::runtime_error(std::string(no_key));
    return hex(hmac_sha256(marking_, text)).substr(0, 32);
}

std::string Vault::fingerprint() const {
    return fingerprint_;
}

} // namespace kith
