#pragma once
// What the database must not tell whoever steals it: sealed, and found again, with the installation's key file.

#include "base/crypto.h"

#include <string>
#include <string_view>
#include <vector>

namespace kith {

class Vault {
public:
    // Without a key: seals, opens and marks nothing.
    Vault() = default;
    // From the 32 bytes of the key file, or "" for none. Each use has a key of its own made from it.
    explicit Vault(std::string_view key);

    bool has_key() const { return cipher_.has_value(); }

    // Several texts as one. `context` says what it is and whose, so that it cannot be moved to another row.
    // Throws std::runtime_error, with a sentence for a person, without a key.
    std::string seal(const std::vector<std::string_view>& texts, std::string_view context, Random& random) const;
    // The texts again. Throws std::runtime_error, with a sentence for a person, when the key is missing or another one
    // than they were sealed with, or when somebody altered them.
    std::vector<std::string> open(std::string_view sealed, std::string_view context) const;

    // The same for the same text, so that it can be found again by being equal; without the key nobody can tell of
    // which text it is, nor try texts out. 32 characters.
    std::string mark(std::string_view text) const;

    // Tells one key from another and nothing more.
    std::string fingerprint() const;

private:
    std::optional<Cipher> cipher_;
    std::string marking_;
    std::string fingerprint_;
};

} // namespace kith
