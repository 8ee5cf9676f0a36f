#pragma once
// What somebody looks for, read from one line of text, and why a person answers to it.

#include "base/vault.h"
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

// One part of what is looked for: all index words from `from` up to and without `to`, and the mark of a place.
struct Term {
    std::string from;
    std::string to;
    std::string typed;      // for the reason: "BL9 0EJ"
    std::string place = {}; // what it may also mean: "postcode bl90ej", "school aidans", "telephone 01632960101"
    std::string mark = {};  // how the index writes that; see with_marks

    bool covers(std::string_view word) const { return (from <= word && word < to) || (!mark.empty() && word == mark); }

    bool operator==(const Term&) const = default;
};

// The terms that all must be found, at most eight, each by the beginning of a word. Dates ("2017", "march 2017",
// "14/3/2017"), postcodes (also only their outward part), references, telephone and other numbers written with spaces
// are read as one term each.
std::vector<Term> read_terms(std::string_view typed);

// The same with the marks of their places, as the index has them.
std::vector<Term> with_marks(std::vector<Term> terms, const Vault& vault);

// Which of the terms to begin with: the one that is answered by the fewest people in any town, told by its shape alone
// and never by who is here.
std::size_t narrowest(const std::vector<Term>& terms);

// The places that the index holds of one fact. A postcode is found whole, by its sector ("BL9 0") and by its outward
// code; a telephone number whole and by its last six digits; a school by each whole word of its name.
std::vector<std::string> postcode_places(std::string_view postcode);
std::vector<std::string> telephone_places(std::string_view number);
std::string school_place(std::string_view word);
// What tells where somebody is stands in the index so: found by whoever knows it, read by nobody.
std::string marked(const Vault& vault, std::string_view place);

// What was typed, as history may keep it: a whole postcode by its outward code and a mark, a longer number by its mark,
// so that searches for one place can be told apart and counted, and the place is not in the database.
std::string told_terms(std::string_view typed, const Vault& vault);

// What of it may be somebody's name: neither date nor postcode, number or reference. The last word is taken for the
// last name, or what stands before a comma; one word alone for a first name. Words that begin small begin large.
Name name_typed(std::string_view typed);

// What was typed as one reference, if it is one. Letters alone are read as a name too, so both are looked for.
std::optional<Term> read_reference_term(std::string_view typed);

// Stands before a reference in the index, so that nothing but the whole reference finds it.
inline constexpr std::string_view reference_mark = "#";
// How references and numbers stand in the index: lower case, no spaces.
std::string joined_lower(std::string_view text);

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
    std::vector<Id<Person>> also = {}; // further records of this person whose names the reasons tell
};

// Best first. The seam for the matching engine: what weighs candidates by sound and spelling takes this place, and what
// proposes further candidates adds to them before.
std::vector<Match> ranked(const std::vector<Term>& terms, std::vector<Candidate> candidates);

} // namespace kith::people
