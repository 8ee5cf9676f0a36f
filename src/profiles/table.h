#pragma once
// One table of a profile's file, read key by key. What is wrong is noted with file and line, something harmless is
// given instead, and reading goes on: whoever writes a profile hears of every mistake at once.

#include "profiles/toml_tree.h"

#include <functional>
#include <set>

namespace kith::profiles {

// What reading one profile shares.
struct Reading {
    Mistakes mistakes = {};
    std::map<std::string, std::string, std::less<>> placeholders = {}; // "front_door", "Front_door", "front_door:many"
    bool has_every_word = false; // else a missing word is told once, not wherever it is used
};

struct Graded {
    Grade grade = Grade::unverified;
    std::string source = {};
};

class Table {
public:
    Table(const Node& node, std::string_view file, Reading& reading) : node_(&node), file_(file), reading_(&reading) {}

    // Text for people, where {front_door} becomes the council's word; codes and names are taken as they stand.
    std::string prose(std::string_view key);
    std::string optional_prose(std::string_view key);
    std::string text(std::string_view key);
    std::string optional_text(std::string_view key);
    // Lists may be absent: then they are empty.
    std::vector<std::string> paragraphs(std::string_view key);
    std::vector<std::string> texts(std::string_view key);
    std::vector<Table> tables(std::string_view key);

    std::optional<Table> table(std::string_view key);
    std::optional<int> optional_whole(std::string_view key, int low, int high);
    int whole(std::string_view key, int low, int high);
    bool flag(std::string_view key, bool otherwise);
    std::optional<Day> day(std::string_view key);

    // "from" and "to".
    Period period();
    // "grade" and "source", or what stands at the top of the file. Grade N is refused: such a thing is left out.
    Graded graded(const Graded& otherwise);
    Graded graded_or_not_set(const Graded& otherwise);
    // { value = "351", grade = "K", source = "…" } or { grade = "N" }.
    Sourced<std::string> fact(std::string_view key);
    Sourced<int> whole_fact(std::string_view key);

    // One of an enumeration's codes: one_of("unit", to_unit, Unit::working_days) .
    template <typename Enum>
    Enum one_of(std::string_view key, std::optional<Enum> (*to_enum)(std::string_view), Enum otherwise) {
        const std::string code = text(key);
        if (const auto value = to_enum(code)) return *value;
        if (!code.empty()) mistake(key, quoted(key) + " cannot be " + quoted(code));
        return otherwise;
    }

    template <typename Enum>
    Enum optional_one_of(std::string_view key, std::optional<Enum> (*to_enum)(std::string_view), Enum otherwise) {
        return has(key) ? one_of(key, to_enum, otherwise) : otherwise;
    }

    bool has(std::string_view key) const { return find(key) != nullptr; }

    // Every key, for tables whose keys are data. All count as read.
    std::vector<std::string> keys();

    int line() const { return node_->line; }

    const std::string& file() const { return file_; }

    void mistake(std::string text) const { note(line(), std::move(text)); }

    // At the line of that key, or of the table when it is absent.
    void mistake(std::string_view key, std::string text) const;

    // Notes every key that was never asked for.
    void finish() const;

    static std::string quoted(std::string_view text);

private:
    const Node* find(std::string_view key) const;
    const Node* take(std::string_view key, Node::Kind kind);
    const Node* demand(std::string_view key, Node::Kind kind);
    std::string checked_text(const Node& node, std::string_view key) const;
    std::string filled(const Node& node, std::string text) const;
    void note(int line, std::string text) const;

    const Node* node_;
    std::string file_;
    Reading* reading_;
    std::set<std::string, std::less<>> asked_;
};

// Notes codes that are used twice while both are in force.
class Codes {
public:
    void add(const Table& table, std::string_view code, const Period& period = {});

private:
    struct Used {
        std::string code;
        Period period;
        int line;
    };

    std::vector<Used> used_;
};

} // namespace kith::profiles
