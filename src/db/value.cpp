#include "db/value.h"

#include "db/database.h"

namespace kith::db {

namespace {

Fault mistake(std::string_view column, std::string_view what) {
    return {Fault::Kind::other, fmt::format("column '{}' {}", column, what)};
}

template <typename T>
T present(std::optional<T> value, std::string_view column) {
    if (!value) throw mistake(column, "is null where a value was expected");
    return std::move(*value);
}

} // namespace

std::size_t Columns::search(std::string_view name) const {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end()) throw mistake(name, "was asked for but is not in the answer");
    if (std::find(found + 1, names_.end(), name) != names_.end()) throw mistake(name, "is in the answer twice");
    return static_cast<std::size_t>(found - names_.begin());
}

std::size_t Columns::place(std::string_view name) {
    const std::size_t ask = asked_++;
    if (ask < order_.size() && names_[order_[ask]] == name) return order_[ask];
    const std::size_t place = search(name);
    if (ask >= order_.size()) order_.resize(ask + 1);
    order_[ask] = place;
    return place;
}

std::string Row::text(std::string_view column) const {
    return std::string(view(column).value_or(std::string_view()));
}

std::optional<std::string> Row::optional_text(std::string_view column) const {
    const auto text = view(column);
    if (!text) return std::nullopt;
    return std::string(*text);
}

std::optional<std::int64_t> Row::optional_integer(std::string_view column) const {
    return number_at(columns_.place(column));
}

std::int64_t Row::integer(std::string_view column) const {
    return present(optional_integer(column), column);
}

std::optional<bool> Row::optional_flag(std::string_view column) const {
    const auto number = optional_integer(column);
    if (!number) return std::nullopt;
    if (*number != 0 && *number != 1) throw mistake(column, "is not a flag");
    return *number == 1;
}

bool Row::flag(std::string_view column) const {
    return present(optional_flag(column), column);
}

std::optional<Instant> Row::optional_instant(std::string_view column) const {
    const auto number = optional_integer(column);
    if (!number) return std::nullopt;
    return Instant{*number};
}

Instant Row::instant(std::string_view column) const {
    return {integer(column)};
}

std::optional<Day> Row::optional_day(std::string_view column) const {
    const auto text = view(column);
    if (!text) return std::nullopt;
    const auto day = Day::parse(*text);
    if (!day) throw mistake(column, "is not a day");
    return day;
}

Day Row::day(std::string_view column) const {
    return present(optional_day(column), column);
}

std::optional<std::string> Row::optional_blob(std::string_view column) const {
    return bytes_at(columns_.place(column));
}

std::string Row::blob(std::string_view column) const {
    return present(optional_blob(column), column);
}

std::optional<Reference> Row::optional_reference(std::string_view column) const {
    const auto text = view(column);
    if (!text) return std::nullopt;
    auto reference = Reference::parse(*text);
    if (!reference) throw mistake(column, "is not a reference");
    return reference;
}

Reference Row::reference(std::string_view column) const {
    return present(optional_reference(column), column);
}

} // namespace kith::db
