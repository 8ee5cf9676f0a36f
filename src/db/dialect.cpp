#include "db/dialect.h"

#include "base/text.h"

namespace kith::db {

namespace {

bool begins_word(char c) {
    return (c >= 'a' && c <= 'z') || c == '_';
}

bool is_in_word(char c) {
    return begins_word(c) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

// The end of the quoted text or comment that begins at `at`; `at` itself when none does. A doubled quote inside quoted
// text reads as two texts side by side, which skips the same characters.
std::size_t end_of_opaque(std::string_view sql, std::size_t at) {
    const auto after = [&](std::string_view close, std::size_t from) {
        const auto end = sql.find(close, from);
        return end == std::string_view::npos ? sql.size() : end + close.size();
    };
    const auto rest = sql.substr(at);
    if (rest.starts_with('\'')) return after("'", at + 1);
    if (rest.starts_with('"')) return after("\"", at + 1);
    if (rest.starts_with("--")) return after("\n", at + 2);
    if (rest.starts_with("/*")) return after("*/", at + 2);
    if (rest.starts_with("::")) return at + 2;
    return at;
}

std::string_view word_at(std::string_view sql, std::size_t at) {
    if (at >= sql.size() || !begins_word(sql[at])) return {};
    std::size_t end = at;
    while (end < sql.size() && is_in_word(sql[end]))
        ++end;
    return sql.substr(at, end - at);
}

// Copies `sql`, giving each word that follows `sign` outside quotes and comments to `replace`, which writes instead.
template <typename Replace>
std::string rewritten(std::string_view sql, char sign, Replace&& replace) {
    std::string text;
    text.reserve(sql.size() + 16);
    for (std::size_t at = 0; at < sql.size();) {
        const std::size_t opaque = end_of_opaque(sql, at);
        const std::string_view word = opaque == at && sql[at] == sign ? word_at(sql, at + 1) : std::string_view();
        if (!word.empty()) {
            text += replace(word);
            at += 1 + word.size();
        } else {
            const std::size_t end = std::max(opaque, at + 1);
            text += sql.substr(at, end - at);
            at = end;
        }
    }
    return text;
}

struct ColumnWord {
    std::string_view word, sqlite, postgres;
};

// Ids, references and words compare byte by byte on PostgreSQL too, whatever its database's collation.
// `json` and not `jsonb`, because what was written is read back letter for letter.
constexpr ColumnWord column_words[] = {
    {"id", "text", "text collate \"C\""},
    {"reference", "text", "text collate \"C\""},
    {"word", "text", "text collate \"C\""},
    {"day", "text", "date"},
    {"instant", "integer", "bigint"},
    {"flag", "boolean", "boolean"},
    {"json", "text", "json"},
    {"blob", "blob", "bytea"},
    {"number", "integer", "bigint"},
};

} // namespace

Numbered numbered(std::string_view sql, Engine engine) {
    Numbered statement;
    statement.text = rewritten(sql, ':', [&](std::string_view name) {
        auto& names = statement.names;
        auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) found = names.insert(names.end(), name);
        return fmt::format("{}{}", engine == Engine::sqlite ? '?' : '$', found - names.begin() + 1);
    });
    return statement;
}

std::string spelled(std::string_view migration, Engine engine) {
    return rewritten(migration, '@', [&](std::string_view word) {
        const auto found = std::find_if(std::begin(column_words), std::end(column_words),
                                        [&](const ColumnWord& known) { return known.word == word; });
        if (found == std::end(column_words))
            throw Fault(Fault::Kind::other, fmt::format("a migration uses the column word '@{}', which is none", word));
        return engine == Engine::sqlite ? found->sqlite : found->postgres;
    });
}

std::span<const std::size_t> Arrangement::places(std::span<const Parameter> given) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
        if (places_[i] < given.size() && given[places_[i]].name() == names_[i]) continue;
        const auto found = std::find_if(given.begin(), given.end(),
                                        [&](const Parameter& parameter) { return parameter.name() == names_[i]; });
        if (found == given.end())
            throw Fault(Fault::Kind::other, fmt::format("the parameter :{} was not given", names_[i]));
        places_[i] = static_cast<std::size_t>(found - given.begin());
    }
    if (given.size() == names_.size()) return places_;
    for (const Parameter& parameter : given)
        if (std::find(names_.begin(), names_.end(), parameter.name()) == names_.end())
            throw Fault(Fault::Kind::other, fmt::format("the statement has no parameter :{}", parameter.name()));
    throw Fault(Fault::Kind::other, "a parameter was given twice");
}

void require_storable(std::string_view name, std::string_view text) {
    if (!is_valid_utf8(text))
        throw Fault(Fault::Kind::other, fmt::format("the text given for :{} is not UTF-8, or holds a NUL", name));
}

std::string beginning(std::string_view sql) {
    std::string text;
    for (const char c : sql) {
        const bool space = c == ' ' || c == '\n';
        if (space && (text.empty() || text.back() == ' ')) continue;
        text += space ? ' ' : c;
        if (text.size() == 60) return text + "…";
    }
    return text;
}

Sql keeps_text_right(Engine engine) {
    if (engine == Engine::sqlite) return R"sql(select 'always' as datname)sql";
    return R"sql(select datname
                   from pg_database
                  where datname = current_database()
                    and encoding = pg_char_to_encoding('UTF8')
                    and datlocprovider = 'c'
                    and datcollate in ('C', 'POSIX', 'C.UTF-8', 'C.utf8'))sql";
}

Sql has_migrations_table(Engine engine) {
    if (engine == Engine::sqlite)
        return R"sql(select name from sqlite_master where type = 'table' and name = 'schema_migrations')sql";
    return R"sql(select table_name
                   from information_schema.tables
                  where table_schema = current_schema() and table_name = 'schema_migrations')sql";
}

} // namespace kith::db
