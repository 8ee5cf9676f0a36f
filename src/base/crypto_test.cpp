#include "base/crypto.h"

#include "base/clock.h"

#include <doctest/doctest.h>

namespace kith {

TEST_CASE("hashes are those of the standards") {
    CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    // RFC 4231, case 2
    CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    // RFC 2202, case 2
    const auto code = hmac_sha1("Jefe", "what do ya want for nothing?");
    CHECK(hex(std::string_view(reinterpret_cast<const char*>(code.data()), code.size())) ==
          "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

TEST_CASE("bytes are spelled as the standards spell them") {
    // RFC 4648, section 10
    for (const auto& [bytes, text] : std::vector<std::pair<std::string, std::string>>{
             {"", ""}, {"f", "MY"}, {"fo", "MZXQ"}, {"foo", "MZXW6"}, {"foobar", "MZXW6YTBOI"}})
        CHECK(base32(bytes) == text);
    CHECK(base64url("\xfb\xff\xfe") == "-__-");
    CHECK(base64url("f") == "Zg");
    for (const std::string bytes : {"", "f", "fo", "foo", "\xff\xfe\xfd\xfc"})
        CHECK(from_base64url(base64url(bytes)) == bytes);
    for (const std::string wrong : {"Zg==", "Z", "+_", "a b", "Zh"})
        CHECK_MESSAGE(!from_base64url(wrong), wrong);
}

TEST_CASE("a secret token is 256 bits and never the same") {
    SystemRandom random;
    const std::string token = secret_token(random);
    CHECK(token.size() == 43);
    CHECK(from_base64url(token)->size() == 32);
    CHECK(token != secret_token(random));
    CHECK(same_secret(token, token));
    CHECK_FALSE(same_secret(token, token.substr(1)));
    CHECK_FALSE(same_secret("a", "b"));
}

TEST_CASE("a password is known again, and no other") {
    const std::string hash = hashed_password("three random words");
    CHECK(hash.starts_with("$argon2id$v=19$m=32768,t=3,p=1$"));
    CHECK(is_password("three random words", hash));
    CHECK_FALSE(is_password("three random word", hash));
    CHECK_FALSE(is_password("", hash));
    CHECK_FALSE(is_password("three random words", "not a hash"));
    CHECK(hash != hashed_password("three random words"));
}

TEST_CASE("what is sealed opens only whole, with its key and in its place") {
    SystemRandom random;
    const Cipher cipher(std::string(32, 'k'));
    const std::string sealed = cipher.seal("1 Safe Street", "address of 7", random);
    CHECK(sealed.find("Safe") == std::string::npos);
    CHECK(cipher.open(sealed, "address of 7") == "1 Safe Street");
    CHECK(cipher.open(cipher.seal("", "", random), "") == "");
    CHECK(sealed != cipher.seal("1 Safe Street", "address of 7", random));

    CHECK_FALSE(cipher.open(sealed, "address of 8"));
    CHECK_FALSE(Cipher(std::string(32, 'x')).open(sealed, "address of 7"));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string altered = sealed;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        CHECK_MESSAGE(!cipher.open(altered, "address of 7"), "byte ", i);
        CHECK_FALSE(cipher.open(sealed.substr(0, i), "address of 7"));
    }
    CHECK_THROWS(Cipher("too short"));
}

} // namespace kith
