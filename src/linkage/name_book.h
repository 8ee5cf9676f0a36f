#pragma once
// The distinct names of an index, with all that resemble a given one: by spelling, by sound, as a nickname.

#include "linkage/dictionary.h"
#include "linkage/records.h"

#include <unordered_map>

namespace kith::linkage {

enum class NameUse : unsigned { forename, surname };

// A name of the book and how well it agrees, as one of `level` (comparison.h) for its use.
struct LikeName {
    std::uint32_t name = 0;
    unsigned level = 0;
};

class NameBook {
public:
    NameBook();

    // `words` of a name of several words, for surnames that are used in part. A name is normalised and without spaces.
    std::uint32_t number(std::string_view text, const std::vector<std::string>& words = {});

    std::uint32_t find(std::string_view text) const { return texts_.find(text); }

    std::string_view text(std::uint32_t name) const { return texts_.text(name); }

    const Name& at(std::uint32_t name) const { return names_[name]; }

    std::uint32_t size() const { return texts_.size(); }

    // From now on the name is among those that may resemble another of this use.
    void use(std::uint32_t name, NameUse use);
    // As above, but only for the very same name.
    void use_whole(std::uint32_t name, NameUse use);

    // Every used name that agrees with `text` at all, each once, in no order. Nothing that Jaro and Winkler find alike
    // is missed. With `unfinished`, names that begin so count as similar.
    void alike(std::string_view text, const std::vector<std::string>& words, NameUse use, bool unfinished,
               std::vector<LikeName>& into) const;

private:
    // Names of one length and first letter, so that most are passed over by the shelf.
    struct Shelf {
        std::vector<std::uint64_t> bags;
        std::vector<std::array<char, 16>> letters;
        std::vector<std::uint32_t> names;
    };

    static constexpr std::size_t lengths = 24; // the last shelf holds all that are longer
    using Shelves = std::array<std::array<Shelf, 32>, lengths + 1>;

    struct Used {
        Shelves shelves;
        std::vector<char> is_used; // 0: no, 1: only as a whole, 2: also by likeness
        std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_sound, by_formal, by_word;
    };

    const Used& used(NameUse use) const { return used_[static_cast<unsigned>(use)]; }

    Dictionary texts_;
    std::vector<Name> names_{1};
    std::array<Used, 2> used_;
};

// A name's shape: letters, bag, nicknames, words and sound.
Name shape_of(std::string_view text, const std::vector<std::string>& words);

} // namespace kith::linkage
