#pragma once
// Parameters on their way to PostgreSQL.

#include "db/value.h"

#include <span>

namespace kith::db {

// A statement's values in the shape libpq wants them. Kept by the connection, so that it grows only once.
class Values {
public:
    void take(std::span<const Parameter> parameters, std::span<const std::size_t> places);

    int count() const { return static_cast<int>(texts_.size()); }

    const char* const* texts() const { return texts_.data(); }

    const int* lengths() const { return lengths_.data(); }

    const int* formats() const { return formats_.data(); }

private:
    void add(const Parameter& parameter);
    void add(const char* text, std::size_t length, int format);
    const char* owned(std::string_view text);

    std::vector<const char*> texts_;
    std::vector<int> lengths_, formats_;
    std::vector<std::string> owned_;
    std::size_t used_ = 0;
};

} // namespace kith::db
