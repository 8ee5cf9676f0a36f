#pragma once
// Ids that cannot be mixed up. They are UUIDv7, stay inside Kith, and are never shown to a person: people and
// addresses see a Reference.

#include "base/instant.h"

#include <array>
#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kith {

class Random;

// The 36 letters of a UUID, without its type. All zero bytes means "none".
class IdText {
public:
    std::string_view text() const {
        return letters_[0] ? std::string_view(letters_.data(), letters_.size()) : std::string_view();
    }

    bool empty() const { return letters_[0] == 0; }

    auto operator<=>(const IdText&) const = default;

protected:
    std::array<char, 36> letters_{};
};

template <typename T>
class Id : public IdText {
public:
    Id() = default;

    // A new id: UUIDv7 (RFC 9562), so ids made later sort later.
    static Id make(Instant now, Random& random) {
        Id id;
        id.fill(now, random);
        return id;
    }

    // Nothing when the text is not a lower-case UUID.
    static std::optional<Id> parse(std::string_view text) {
        Id id;
        if (!id.read(text)) return std::nullopt;
        return id;
    }

    // For text that comes from our own database; throws std::logic_error when it is not an id.
    static Id trusted(std::string_view text);

private:
    void fill(Instant now, Random& random);
    bool read(std::string_view text);
};

namespace id_detail {
void fill(std::array<char, 36>& letters, Instant now, Random& random);
bool read(std::array<char, 36>& letters, std::string_view text);
[[noreturn]] void refuse();
} // namespace id_detail

template <typename T>
void Id<T>::fill(Instant now, Random& random) {
    id_detail::fill(letters_, now, random);
}

template <typename T>
bool Id<T>::read(std::string_view text) {
    return id_detail::read(letters_, text);
}

template <typename T>
Id<T> Id<T>::trusted(std::string_view text) {
    Id id;
    if (!text.empty() && !id.read(text)) id_detail::refuse();
    return id;
}

} // namespace kith

template <typename T>
struct std::hash<kith::Id<T>> {
    std::size_t operator()(const kith::Id<T>& id) const noexcept { return std::hash<std::string_view>()(id.text()); }
};
