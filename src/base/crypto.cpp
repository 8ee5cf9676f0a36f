#include "base/crypto.h"

#include "base/clock.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

namespace kith {

namespace {

constexpr unsigned long long password_passes = 3;
constexpr std::size_t password_memory = std::size_t{32} * 1024 * 1024;
constexpr char sealed_version = 1;

void need_sodium() {
    static const bool ready = sodium_init() >= 0;
    if (!ready) throw std::runtime_error("the cryptography library could not start");
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string_view text_of(const Sha256& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

} // namespace

Sha256 sha256(std::string_view bytes) {
    Sha256 digest;
    crypto_hash_sha256(digest.data(), bytes_of(bytes), bytes.size());
    return digest;
}

Sha256 hmac_sha256(std::string_view key, std::string_view bytes) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(bytes), bytes.size());
    Sha256 code;
    crypto_auth_hmacsha256_final(&state, code.data());
    return code;
}

std::array<unsigned char, 20> hmac_sha1(std::string_view key, std::string_view bytes) {
    std::array<unsigned char, 20> code{};
    unsigned int length = 0;
    if (!HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), bytes_of(bytes), bytes.size(), code.data(),
              &length))
        throw std::runtime_error("HMAC-SHA-1 is not available");
    return code;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string hex(const Sha256& digest) {
    return hex(text_of(digest));
}

std::string secret_token(Random& random) {
    std::string bytes(32, '\0');
    random.fill({bytes_of(bytes), bytes.size()});
    return base64url(bytes);
}

bool same_secret(std::string_view left, std::string_view right) {
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string hashed_password(std::string_view password) {
    need_sodium();
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), password_passes, password_memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error("no memory to hash a password");
    return text.data();
}

bool is_password(std::string_view password, const std::string& hash) {
    need_sodium();
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

Cipher::Cipher(std::string key) : key_(std::move(key)) {
    need_sodium();
    if (key_.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
        throw std::runtime_error("the key must be 32 bytes");
}

std::string Cipher::seal(std::string_view plain, std::string_view context, Random& random) const {
    constexpr std::size_t head = 1 + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    std::string sealed(head + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    sealed[0] = sealed_version;
    unsigned char* const nonce = bytes_of(sealed) + 1;
    random.fill({nonce, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES});
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed) + head, nullptr, bytes_of(plain), plain.size(),
                                               bytes_of(context), context.size(), nullptr, nonce, bytes_of(key_));
    return sealed;
}

std::optional<std::string> Cipher::open(std::string_view sealed, std::string_view context) const {
    constexpr std::size_t head = 1 + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    constexpr std::size_t tag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
    if (sealed.size() < head + tag || sealed[0] != sealed_version) return std::nullopt;

    std::string plain(sealed.size() - head - tag, '\0');
    const auto body = sealed.substr(head);
    const bool sound = crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(plain), nullptr, nullptr, bytes_of(body),
                                                                  body.size(), bytes_of(context), context.size(),
                                                                  bytes_of(sealed) + 1, bytes_of(key_)) == 0;
    if (!sound) return std::nullopt;
    return plain;
}

std::string base64url(std::string_view bytes) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
    text.pop_back(); // its closing zero
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, &end,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        end != text.data() + text.size())
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

std::string base32(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    unsigned held = 0;
    int bits = 0;
    for (const char c : bytes) {
        held = (held << 8) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5)
            text += letters[(held >> (bits - 5)) & 31];
        held &= (1U << bits) - 1;
    }
    if (bits > 0) text += letters[(held << (5 - bits)) & 31];
    return text;
}

} // namespace kith
