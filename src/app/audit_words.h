#pragma once
// What a line of history tells, in words that somebody outside the office understands.

#include <span>
#include <string>
#include <string_view>

namespace kith::app {

// What kind of thing it was: what the audit page can be filtered by.
enum class Deed { looked, searched, changed, access, account, settings };

struct DeedWords {
    Deed deed;
    std::string_view code; // "looked": in addresses
    std::string_view words;
};

std::span<const DeedWords> deeds();

struct ActionWords {
    std::string_view action; // "request.viewed"
    Deed deed;
    std::string_view words; // "Opened a request for support"
};

// Every action of docs/events.md; a test holds the two, and what the code writes, together.
std::span<const ActionWords> action_words();

// Of an action that has no words: the action itself, as something changed.
ActionWords words_of(const std::string& action);

// "1 person and 2 families": kinds of things and how many, never which. "" for none.
struct CountedKind {
    std::string_view kind;
    std::size_t count;
};

std::string words_of(std::span<const CountedKind> kinds);

} // namespace kith::app
