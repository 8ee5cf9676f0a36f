#pragma once
// What somebody looks for, read from one line of text, and why a person answers to it.

#include "people/person.h"

namespace kith::people {

// What a word of the index says of its person, and so why it matched.
enum class WordKind {
    name,
    previous_name,
    other_name,
    birth,
    identifier,
    telephone,
    reference,
    postcode,
    earlier_postcode,
    school
};

std::string_view code(WordKind kind);
std::optional<WordKind> to_word_kind(std::string_view code);

// How much a viewer must be allowed before a word may match: the person's index entry, its content, its location.
enum class Needs { index = 0, content = 1, location = 2 };

// One part of what is looked for: all index words from `from` up to and without `to`.
struct Term {
    std::string from;
    std::string to;
    std::string typed; // for the reason: "BL9 0EJ"

    bool covers(std::string_view word) const { return from <= word && word < to; }

    bool operator==(const Term&) const = default;
};

// The terms that all must be found, at most eight, each by the beginning of a word. Dates ("2017", "march 2017",
// "14/3/2017"), postcodes (also only their outward part), references, telephone and other numbers written with spaces
// are read as one term each.
std::vector<Term> read_terms(std::string_view typed);

// What was typed as one reference, if it is one. Letters alone are read as a name too, so both are looked for.
std::optional<Term> read_reference_term(std::string_view typed);

// Stands before a reference in the index, so that nothing but the whole reference finds it.
inline constexpr std::string_view reference_mark = "#";

// A person who may be meant, with the index words by which it was found: only such as the viewer may know of.
struct Candidate {
    Summary summary;

    struct Word {
        WordKind kind;
        std::string word;
    };

    std::vector<Word> words = {};
    bool full = false;     // whether more than the summary may be shown
    bool location = false; // whether location may be shown
};

// A candidate with the reasons to show beside it: "previous name", "postcode BL9 0EJ". Empty: by name.
struct Match {
    Candidate candidate;
    std::vector<std::string> reasons;
};

// Best first. The seam for the matching engine: what weighs candidates by sound and spelling takes this place, and what
// proposes further candidates adds to them before.
std::vector<Match> ranked(const std::vector<Term>& terms, std::vector<Candidate> candidates);

} // namespace kith::people
