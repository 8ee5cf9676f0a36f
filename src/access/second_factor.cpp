#include "access/second_factor.h"

namespace kith::access {

namespace {

constexpr std::int64_t step_ms = 30 * seconds_ms;

std::string digits_of(std::string_view typed) {
    std::string digits;
    for (const char c : typed)
        if (c != ' ') digits += c;
    return digits;
}

std::string in_groups_of_four(std::string_view text) {
    std::string grouped;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > 0 && i % 4 == 0) grouped += ' ';
        grouped += text[i];
    }
    return grouped;
}

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain)
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

} // namespace

std::int64_t step_at(Instant at) {
    return at.milliseconds / step_ms;
}

std::string one_time_code(std::string_view seed, std::int64_t step) {
    std::string counter;
    for (int shift = 56; shift >= 0; shift -= 8)
        counter += static_cast<char>(static_cast<unsigned char>(step >> shift));
    const auto digest = hmac_sha1(seed, counter);
    const std::size_t at = digest.back() & 0x0f; // dynamic truncation, RFC 4226 5.3
    const std::uint32_t number = ((digest[at] & 0x7fU) << 24) | (static_cast<std::uint32_t>(digest[at + 1]) << 16) |
                                 (static_cast<std::uint32_t>(digest[at + 2]) << 8) | digest[at + 3];
    return fmt::format("{:06}", number % 1000000);
}

std::optional<std::int64_t> matching_step(std::string_view seed, std::string_view typed, Instant now,
                                          std::int64_t last_step) {
    const std::string code = digits_of(typed);
    std::optional<std::int64_t> matching;
    for (const std::int64_t step : {step_at(now) - 1, step_at(now), step_at(now) + 1})
        if (same_secret(one_time_code(seed, step), code) && step > last_step) matching = step;
    return matching;
}

std::string new_seed(Random& random) {
    std::string seed(20, '\0');
    random.fill({reinterpret_cast<unsigned char*>(seed.data()), seed.size()});
    return seed;
}

Enrolment enrolment(std::string_view service, std::string_view account, std::string_view seed) {
    const std::string letters = base32(seed);
    return {.address = fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
                                   percent_encoded(service), percent_encoded(account), letters),
            .seed = in_groups_of_four(letters)};
}

} // namespace kith::access
