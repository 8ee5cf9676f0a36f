#pragma once
// SQL text that is known when Kith is compiled. Text made at run time does not convert to it, so no value can ever
// become part of a statement: values go in as :named parameters.

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::db {

enum class Engine { sqlite, postgres };

class Sql {
public:
    template <std::size_t N>
    consteval Sql(const char (&text)[N]) : text_(text, N - 1) {}

    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

// A migration's statements, already in the database's own words. Only migrate.cpp makes one.
class Script {
public:
    const std::string& text() const { return text_; }

private:
    friend class Migrator;

    explicit Script(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

} // namespace kith::db
