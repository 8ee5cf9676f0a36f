#pragma once
// What is thrown when a database is broken, busy or gone.

#include <stdexcept>
#include <string>

namespace kith::db {

// Something is broken or unreachable: not a person's mistake. The text never holds values.
class Fault : public std::runtime_error {
public:
    enum class Kind { unreachable, full, busy, constraint, newer_schema, other };

    Fault(Kind kind, const std::string& text) : std::runtime_error(text), kind_(kind) {}

    Kind kind() const { return kind_; }

private:
    Kind kind_;
};

} // namespace kith::db
