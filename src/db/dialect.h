#pragma once
// The one SQL that Kith writes, in the words of each database. Every difference between the two that is a matter of
// words is in this file's source.

#include "db/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace kith::db {

// A statement with its :named parameters numbered in the order of their first appearance, and those names.
struct Numbered {
    std::string text;
    std::vector<std::string_view> names; // views into the SQL text
};

// ":name" becomes "?1" for SQLite and "$1" for PostgreSQL, the same name the same number. Text in quotes, comments and
// the cast "::" are left alone.
Numbered numbered(std::string_view sql, Engine engine);

// A migration's column words (@id @reference @word @day @instant @flag @json @blob @number) as the database's types.
// Throws Fault for another word.
std::string spelled(std::string_view migration, Engine engine);

// Where each named value stands among what the caller gave. Remembers the last arrangement, so that a statement run
// again costs one comparison a parameter. Throws Fault when a name has no value, or a value no name.
class Arrangement {
public:
    explicit Arrangement(std::vector<std::string_view> names) : names_(std::move(names)), places_(names_.size()) {}

    std::span<const std::size_t> places(std::span<const Parameter> given);

private:
    std::vector<std::string_view> names_;
    std::vector<std::size_t> places_;
};

// Refuses, on both databases alike, text that one of them would cut or refuse: with a NUL, or not UTF-8.
void require_storable(std::string_view name, std::string_view text);

// The beginning of a statement, for messages: names it without holding a value.
std::string beginning(std::string_view sql);

// A row when the database keeps text as Kith needs it: UTF-8, sorted by its bytes.
Sql keeps_text_right(Engine engine);

// A row when the table of applied migrations exists.
Sql has_migrations_table(Engine engine);

} // namespace kith::db
