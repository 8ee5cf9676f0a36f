#include "profiles/table.h"

#include "base/text.h"

namespace kith::profiles {

namespace {

constexpr std::size_t longest_text = 4000; // characters
constexpr std::size_t longest_list = 1000;

// How many letters must be put in, taken out or changed (Levenshtein).
std::size_t difference(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    for (std::size_t j = 0; j <= other.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= one.size(); ++i) {
        std::size_t corner = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const std::size_t changed = corner + (one[i - 1] == other[j - 1] ? 0 : 1);
            corner = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row.back();
}

} // namespace

std::string Table::quoted(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

void Table::note(int line, std::string text) const {
    reading_->mistakes.push_back({file_, line, std::move(text)});
}

void Table::mistake(std::string_view key, std::string text) const {
    const Node* node = find(key);
    note(node ? node->line : line(), std::move(text));
}

const Node* Table::find(std::string_view key) const {
    for (const auto& [name, node] : node_->entries) {
        if (name == key) return &node;
    }
    return nullptr;
}

const Node* Table::take(std::string_view key, Node::Kind kind) {
    asked_.emplace(key);
    const Node* node = find(key);
    if (!node || node->kind == kind) return node;
    note(node->line, fmt::format("{} must be {}, not {}", quoted(key), word(kind), word(node->kind)));
    return nullptr;
}

const Node* Table::demand(std::string_view key, Node::Kind kind) {
    if (!has(key)) note(line(), quoted(key) + " is missing");
    return take(key, kind);
}

std::string Table::checked_text(const Node& node, std::string_view key) const {
    if (trimmed(node.text).empty()) note(node.line, quoted(key) + " is empty");
    if (character_count(node.text) > longest_text) {
        note(node.line, fmt::format("{} has more than {} characters", quoted(key), longest_text));
    }
    return trimmed(node.text);
}

std::string Table::filled(const Node& node, std::string text) const {
    std::size_t at = 0;
    while ((at = text.find('{', at)) != std::string::npos) {
        const std::size_t end = std::min(text.find('}', at), text.size() - 1);
        const std::string name = text.substr(at + 1, end - at - 1);
        const auto word = reading_->placeholders.find(name);
        if (word == reading_->placeholders.end()) {
            if (reading_->has_every_word) note(node.line, "there is no word " + quoted("{" + name + "}"));
            return text;
        }
        text.replace(at, end - at + 1, word->second);
        at += word->second.size();
    }
    return text;
}

std::string Table::text(std::string_view key) {
    const Node* node = demand(key, Node::Kind::text);
    return node ? checked_text(*node, key) : std::string();
}

std::string Table::optional_text(std::string_view key) {
    const Node* node = take(key, Node::Kind::text);
    return node ? checked_text(*node, key) : std::string();
}

std::string Table::prose(std::string_view key) {
    const Node* node = demand(key, Node::Kind::text);
    return node ? filled(*node, checked_text(*node, key)) : std::string();
}

std::string Table::optional_prose(std::string_view key) {
    return has(key) ? prose(key) : std::string();
}

std::vector<std::string> Table::texts(std::string_view key) {
    std::vector<std::string> texts;
    const Node* list = take(key, Node::Kind::list);
    if (!list) return texts;
    if (list->items.size() > longest_list) {
        note(list->line, fmt::format("{} has more than {} entries", quoted(key), longest_list));
    }
    for (const Node& item : list->items) {
        if (item.kind == Node::Kind::text) {
            texts.push_back(checked_text(item, key));
        } else {
            note(item.line, fmt::format("each of {} must be text, not {}", quoted(key), word(item.kind)));
        }
    }
    return texts;
}

std::vector<std::string> Table::paragraphs(std::string_view key) {
    std::vector<std::string> paragraphs = texts(key);
    for (std::string& paragraph : paragraphs)
        paragraph = filled(*find(key), paragraph);
    return paragraphs;
}

std::vector<Table> Table::tables(std::string_view key) {
    std::vector<Table> tables;
    const Node* list = take(key, Node::Kind::list);
    if (!list) return tables;
    if (list->items.size() > longest_list) {
        note(list->line, fmt::format("{} has more than {} entries", quoted(key), longest_list));
    }
    for (const Node& item : list->items) {
        if (item.kind == Node::Kind::table) {
            tables.emplace_back(item, file_, *reading_);
        } else {
            note(item.line, fmt::format("each of {} must be a table, not {}", quoted(key), word(item.kind)));
        }
    }
    return tables;
}

std::optional<Table> Table::table(std::string_view key) {
    const Node* node = take(key, Node::Kind::table);
    if (!node) return std::nullopt;
    return Table(*node, file_, *reading_);
}

std::optional<int> Table::optional_whole(std::string_view key, int low, int high) {
    const Node* node = take(key, Node::Kind::whole);
    if (!node) return std::nullopt;
    if (node->whole < low || node->whole > high) {
        note(node->line, fmt::format("{} must be from {} to {}, not {}", quoted(key), low, high, node->whole));
        return low;
    }
    return static_cast<int>(node->whole);
}

int Table::whole(std::string_view key, int low, int high) {
    if (!has(key)) note(line(), quoted(key) + " is missing");
    return optional_whole(key, low, high).value_or(low);
}

bool Table::flag(std::string_view key, bool otherwise) {
    const Node* node = take(key, Node::Kind::flag);
    return node ? node->flag : otherwise;
}

std::optional<Day> Table::day(std::string_view key) {
    const Node* node = take(key, Node::Kind::day);
    if (!node) return std::nullopt;
    return node->day;
}

Period Table::period() {
    const Period period{day("from"), day("to")};
    if (period.from && period.to && *period.to < *period.from) {
        mistake("to",
                fmt::format("it would end on {}, before it begins on {}", words(*period.to), words(*period.from)));
    }
    return period;
}

Graded Table::graded_or_not_set(const Graded& otherwise) {
    if (!has("grade") && !has("source")) return otherwise;
    const Graded graded{optional_one_of("grade", to_grade, otherwise.grade), optional_text("source")};
    if (graded.grade == Grade::confirmed && graded.source.empty()) {
        mistake("grade", "a confirmed fact (grade \"S\") must name its source");
    }
    return graded;
}

Graded Table::graded(const Graded& otherwise) {
    const Graded graded = graded_or_not_set(otherwise);
    if (graded.grade == Grade::not_set) mistake("grade", "what is not set (grade \"N\") must be left out");
    return graded;
}

namespace {

template <typename T>
Sourced<T> paired(const Table& table, std::optional<T> value, Graded graded) {
    const bool not_set = graded.grade == Grade::not_set;
    if (value && not_set) table.mistake("a fact that is not set (grade \"N\") can have no value");
    if (!value && !not_set) table.mistake("\"value\" is missing; what is not known has grade \"N\"");
    if (!value || not_set) return {std::nullopt, Grade::not_set, graded.source};
    return {std::move(value), graded.grade, graded.source};
}

} // namespace

Sourced<std::string> Table::fact(std::string_view key) {
    if (!demand(key, Node::Kind::table)) return {};
    Table fact = *table(key);
    const bool has_value = fact.has("value");
    const std::string value = fact.optional_text("value");
    const Graded graded = fact.graded_or_not_set({});
    if (!fact.has("grade")) fact.mistake("\"grade\" is missing");
    fact.finish();
    return paired(fact, has_value ? std::optional(value) : std::nullopt, graded);
}

Sourced<int> Table::whole_fact(std::string_view key) {
    if (!demand(key, Node::Kind::table)) return {};
    Table fact = *table(key);
    const auto value = fact.optional_whole("value", 0, 10000);
    const Graded graded = fact.graded_or_not_set({});
    if (!fact.has("grade")) fact.mistake("\"grade\" is missing");
    fact.finish();
    return paired(fact, value, graded);
}

std::vector<std::string> Table::keys() {
    std::vector<std::string> keys;
    for (const auto& [key, node] : node_->entries) {
        keys.push_back(key);
        asked_.insert(key);
    }
    return keys;
}

void Table::finish() const {
    for (const auto& [key, node] : node_->entries) {
        if (asked_.contains(key)) continue;
        const auto close =
            std::min_element(asked_.begin(), asked_.end(), [&key = key](const auto& one, const auto& other) {
                return difference(key, one) < difference(key, other);
            });
        const bool near = close != asked_.end() && difference(key, *close) <= std::max<std::size_t>(1, key.size() / 3);
        const std::string meant = near ? "; did you mean " + quoted(*close) + "?" : "";
        note(node.line, quoted(key) + " is not known here" + meant);
    }
}

void Codes::add(const Table& table, std::string_view code, const Period& period) {
    for (const Used& used : used_) {
        if (code.empty() || used.code != code || !used.period.overlaps(period)) continue;
        const bool dated = period.from || period.to || used.period.from || used.period.to;
        table.mistake(dated ? fmt::format("\"{}\" would be in force twice at once: also line {}", code, used.line)
                            : fmt::format("\"{}\" is there twice: also line {}", code, used.line));
        return;
    }
    used_.push_back({std::string(code), period, table.line()});
}

} // namespace kith::profiles
