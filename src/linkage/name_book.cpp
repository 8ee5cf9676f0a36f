#include "linkage/name_book.h"

#include "linkage/syllables.h"

#include "linkage/comparison.h"
#include "linkage/hash.h"
#include "linkage/jaro_winkler.h"
#include "linkage/name_filter.h"
#include "linkage/nicknames.h"

#include <cmath>
#include <cstring>

namespace kith::linkage {

namespace {

constexpr double least_alike = 0.8, least_similar = 0.92; // as Comparer has them

unsigned first_letter(std::string_view text) {
    return text.empty() ? 0 : static_cast<unsigned char>(text[0]) & 31U;
}

// Letters that a bag does not hold, as they stand in the name more than twice.
unsigned beyond_bag(std::uint64_t bag, std::size_t length) {
    const auto held = static_cast<std::size_t>(__builtin_popcountll(bag));
    return static_cast<unsigned>(length > held ? length - held : 0);
}

// The fewest letters that two names of these lengths must have in common to be alike. Names that begin otherwise get
// nothing for their beginning; others need the plain similarity from which a beginning counts.
unsigned fewest_in_common(std::size_t a, std::size_t b, bool same_beginning) {
    const double least = same_beginning ? 0.7 : least_alike;
    const double needed =
        (3 * least - 1) * static_cast<double>(a) * static_cast<double>(b) / static_cast<double>(a + b);
    return static_cast<unsigned>(std::max(1.0, std::ceil(needed - 1e-9)));
}

std::uint32_t word_hash(std::string_view word) {
    return static_cast<std::uint32_t>(hash_of(word) >> 32) | 1U;
}

unsigned similar_level(NameUse use) {
    return use == NameUse::forename ? unsigned{level::forename_similar} : unsigned{level::surname_similar};
}

unsigned alike_level(NameUse use) {
    return use == NameUse::forename ? unsigned{level::forename_alike} : unsigned{level::surname_alike};
}

// Names that could be taken apart into syllables but seldom are so in England: Megan, Ben, Lee, and surnames of one.
bool is_said_otherwise(std::string_view name) {
    constexpr std::array surnames{"day", "ham", "hay", "lang", "law", "long", "low", "shaw"};
    return is_listed_forename(name) || std::find(surnames.begin(), surnames.end(), name) != surnames.end();
}

} // namespace

Name shape_of(std::string_view text, const std::vector<std::string>& words) {
    Name name;
    name.length = static_cast<std::uint32_t>(text.size());
    std::memcpy(name.letters.data(), text.data(), std::min(text.size(), name.letters.size()));
    name.whole = word_hash(text);
    name.formal = formal_names(text);
    if (!name.is_of_newborn()) {
        name.sound = sound(text);
        name.syllables = is_said_otherwise(text) ? 0 : syllables(text);
    }
    for (const char c : text) {
        const unsigned at = (static_cast<unsigned char>(c) & 31U) * 2;
        name.bag |= (name.bag >> at & 1U) != 0 ? std::uint64_t{2} << at : std::uint64_t{1} << at;
    }
    std::size_t place = 0;
    if (words.size() > 1)
        for (const auto& word : words)
            if (place < name.words.size() && !is_low_information(word)) name.words[place++] = word_hash(word);
    if (place == 0) name.words[0] = word_hash(text);
    return name;
}

NameBook::NameBook() {
    for (auto& used : used_)
        used.is_used.resize(1);
}

std::uint32_t NameBook::number(std::string_view text, const std::vector<std::string>& words) {
    const auto name = texts_.number(text);
    if (name == names_.size()) {
        names_.push_back(shape_of(text, words));
        for (auto& used : used_)
            used.is_used.push_back(0);
    } else if (name != 0 && words.size() > 1 && names_[name].words[1] == 0) {
        // Seen joined before ("smithjones"), now with its parts: both may be meant.
        auto fresh = shape_of(text, words).words;
        auto& kept = names_[name].words;
        if (fresh != kept) {
            auto& by_word = used_[static_cast<unsigned>(NameUse::surname)].by_word;
            const bool is_used = used(NameUse::surname).is_used[name] == 2;
            for (std::size_t i = 0, free = 1; i < fresh.size() && free < kept.size(); ++i) {
                if (fresh[i] == 0 || fresh[i] == kept[0]) continue;
                kept[free++] = fresh[i];
                if (is_used) by_word[fresh[i]].push_back(name);
            }
        }
    }
    return name;
}

void NameBook::use(std::uint32_t name, NameUse use) {
    auto& used = used_[static_cast<unsigned>(use)];
    if (name == 0 || used.is_used[name] == 2) return;
    used.is_used[name] = 2;
    const auto& shape = names_[name];
    auto& shelf = used.shelves[std::min<std::size_t>(shape.length, lengths)][first_letter(text(name))];
    shelf.bags.push_back(shape.bag);
    shelf.letters.push_back(shape.letters);
    shelf.names.push_back(name);
    if (shape.sound != 0) used.by_sound[shape.sound].push_back(name);
    if (use == NameUse::forename) {
        for (const auto formal : shape.formal)
            if (formal != 0) used.by_formal[formal].push_back(name);
    } else {
        for (const auto word : shape.words)
            if (word != 0) used.by_word[word].push_back(name);
    }
}

void NameBook::use_whole(std::uint32_t name, NameUse use) {
    auto& is_used = used_[static_cast<unsigned>(use)].is_used[name];
    if (is_used == 0) is_used = 1;
}

void NameBook::alike(std::string_view typed, const std::vector<std::string>& words, NameUse use, bool unfinished,
                     std::vector<LikeName>& into) const {
    if (typed.empty()) return;
    const auto& used = this->used(use);
    const auto wanted = shape_of(typed, words);
    const std::size_t began = into.size();
    const auto of = [&](const auto& index, std::uint32_t key, unsigned level) {
        if (const auto found = index.find(key); key != 0 && found != index.end())
            for (const auto name : found->second)
                into.push_back({name, level});
    };
    if (const auto same = find(typed); same != 0 && used.is_used[same] != 0) into.push_back({same, level::same});
    if (use == NameUse::forename)
        for (const auto formal : wanted.formal)
            of(used.by_formal, formal, level::forename_nickname);
    else
        for (const auto word : wanted.words)
            of(used.by_word, word, level::surname_part_or_former);
    of(used.by_sound, wanted.sound, alike_level(use));

    const auto beyond = beyond_bag(wanted.bag, wanted.length);
    thread_local std::vector<std::uint32_t> passed;
    for (std::size_t length = 1; length <= lengths; ++length)
        for (unsigned letter = 0; letter < 32; ++letter) {
            const auto& shelf = used.shelves[length][letter];
            if (shelf.names.empty()) continue;
            const bool same_beginning = letter == first_letter(typed);
            const bool initial = use == NameUse::forename && (length == 1 || typed.size() == 1);
            passed.clear();
            if (same_beginning && (initial || unfinished)) {
                for (std::uint32_t i = 0; i < shelf.names.size(); ++i)
                    passed.push_back(i);
            } else if (!initial) {
                const auto fewest = fewest_in_common(typed.size(), length, same_beginning);
                if (fewest > typed.size() || (fewest > length && length < lengths)) continue;
                find_in_common(shelf.bags, wanted.bag, fewest > beyond ? fewest - beyond : 0, passed);
            }
            for (const auto place : passed) {
                const auto name = shelf.names[place];
                if (unfinished && text(name).starts_with(typed)) {
                    into.push_back({name, similar_level(use)});
                    continue;
                }
                if (initial) {
                    if (same_beginning) into.push_back({name, level::forename_initial_or_middle});
                    continue;
                }
                const double alike = length <= 16 && wanted.length <= 16
                                         ? jaro_winkler_16(wanted.letters.data(), wanted.length,
                                                           shelf.letters[place].data(), static_cast<unsigned>(length))
                                         : jaro_winkler(typed, text(name));
                if (alike >= least_alike)
                    into.push_back({name, alike >= least_similar ? similar_level(use) : alike_level(use)});
            }
        }
    // Of several ways to agree, the strongest.
    const auto from = into.begin() + static_cast<std::ptrdiff_t>(began);
    std::sort(from, into.end(),
              [](const auto& l, const auto& r) { return std::tie(l.name, l.level) < std::tie(r.name, r.level); });
    into.erase(std::unique(from, into.end(), [](const auto& l, const auto& r) { return l.name == r.name; }),
               into.end());
}

} // namespace kith::linkage
