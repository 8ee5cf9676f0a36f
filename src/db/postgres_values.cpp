#include "db/postgres_values.h"

#include "db/dialect.h"

namespace kith::db {

void Values::take(std::span<const Parameter> parameters, std::span<const std::size_t> places) {
    texts_.clear();
    lengths_.clear();
    formats_.clear();
    used_ = 0;
    if (owned_.size() < places.size()) owned_.resize(places.size());
    for (const std::size_t place : places)
        add(parameters[place]);
}

void Values::add(const char* text, std::size_t length, int format) {
    texts_.push_back(text);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(format);
}

// libpq reads text up to a NUL, which a view need not have.
const char* Values::owned(std::string_view text) {
    return owned_[used_++].assign(text).c_str();
}

void Values::add(const Parameter& parameter) {
    const Value value = parameter.value();
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        require_storable(parameter.name(), *text);
        add(owned(*text), text->size(), 0);
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        add(owned(fmt::format_int(*integer).c_str()), 0, 0);
    } else if (const auto* flag = std::get_if<bool>(&value)) {
        add(*flag ? "t" : "f", 1, 0);
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
        add(blob->bytes.data() ? blob->bytes.data() : "", blob->bytes.size(), 1);
    } else {
        add(nullptr, 0, 0);
    }
}

} // namespace kith::db
