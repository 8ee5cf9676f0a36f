#pragma once
// The few cryptographic operations Kith uses, each by a library.

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace kith {

class Random;

using Sha256 = std::array<unsigned char, 32>;

Sha256 sha256(std::string_view bytes);
// HMAC-SHA-256 (RFC 2104), and HMAC-SHA-1 for second-factor codes (RFC 6238) only.
Sha256 hmac_sha256(std::string_view key, std::string_view bytes);
std::array<unsigned char, 20> hmac_sha1(std::string_view key, std::string_view bytes);

std::string hex(std::string_view bytes);
std::string hex(const Sha256& digest);

// 256 random bits as 43 characters of URL-safe base64: session cookies, submission keys, one-time links.
std::string secret_token(Random& random);

// Compares without telling by its time where the texts differ.
bool same_secret(std::string_view left, std::string_view right);

// Argon2id, 32 MiB, 3 passes; the text holds its own parameters and salt.
std::string hashed_password(std::string_view password);
bool is_password(std::string_view password, const std::string& hash);

// Authenticated encryption (XChaCha20-Poly1305) of small values kept in the database: second-factor seeds, locations.
// `context` says what the value is and whose (row id), so that it cannot be moved to another row.
class Cipher {
public:
    // Refuses (std::runtime_error) a key that is not 32 bytes.
    explicit Cipher(std::string key);
    std::string seal(std::string_view plain, std::string_view context, Random& random) const;
    // Nothing when it was altered, or sealed with another key or context.
    std::optional<std::string> open(std::string_view sealed, std::string_view context) const;

private:
    std::string key_;
};

std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);
// RFC 4648 base 32, as authenticator apps want it.
std::string base32(std::string_view bytes);

} // namespace kith
