#include "base/digest.h"

#include <openssl/evp.h>
#include <stdexcept>

namespace kith {

struct Digest::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();

    ~State() { EVP_MD_CTX_free(context); }
};

Digest::Digest() : state_(std::make_unique<State>()) {
    if (!state_->context || EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 is not to be had");
}

Digest::~Digest() = default;

void Digest::add(std::string_view bytes) {
    if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1) throw std::runtime_error("SHA-256 failed");
}

Sha256 Digest::sha256() {
    Sha256 sum{};
    if (EVP_DigestFinal_ex(state_->context, sum.data(), nullptr) != 1) throw std::runtime_error("SHA-256 failed");
    return sum;
}

} // namespace kith
