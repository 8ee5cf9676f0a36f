#include "people/name.h"

#include "base/text.h"

namespace kith::people {

namespace {

constexpr std::size_t longest_name = 100;

struct NameUseWords {
    NameUse use;
    std::string_view code;
    std::string_view word;
};

constexpr std::array use_words = {
    NameUseWords{NameUse::usual, "usual", "usual name"},
    NameUseWords{NameUse::official, "official", "official name"},
    NameUseWords{NameUse::nickname, "nickname", "known as"},
    NameUseWords{NameUse::temporary, "temporary", "temporary name"},
    NameUseWords{NameUse::alias, "alias", "alias"},
    NameUseWords{NameUse::previous, "previous", "previous name"},
    NameUseWords{NameUse::maiden, "maiden", "name before marriage"},
};

} // namespace

std::string_view code(NameUse use) {
    return use_words[static_cast<std::size_t>(use)].code;
}

std::string_view word(NameUse use) {
    return use_words[static_cast<std::size_t>(use)].word;
}

std::optional<NameUse> to_name_use(std::string_view code) {
    for (const auto& words : use_words)
        if (words.code == code) return words.use;
    return std::nullopt;
}

const std::vector<NameUse>& name_uses() {
    static const std::vector<NameUse> uses = [] {
        std::vector<NameUse> all;
        for (const auto& words : use_words)
            all.push_back(words.use);
        return all;
    }();
    return uses;
}

std::string words(const Name& name) {
    return name.given.empty() || name.family.empty() ? name.given + name.family : name.given + " " + name.family;
}

Result<Name> read_name(Name typed) {
    Problems problems;
    typed.given = trimmed(typed.given);
    typed.family = trimmed(typed.family);
    if (typed.given.empty() && typed.family.empty())
        problems.push_back({"given", "no_name", "Enter a first name or a last name"});
    if (character_count(typed.given) > longest_name)
        problems.push_back({"given", "too_long", "First names must be 100 characters or fewer"});
    if (character_count(typed.family) > longest_name)
        problems.push_back({"family", "too_long", "The last name must be 100 characters or fewer"});
    if (typed.from && typed.until && *typed.until < *typed.from)
        problems.push_back({"until", "ends_before_it_begins", "The last day must not be before the first day"});
    if (!problems.empty()) return problems;
    return typed;
}

std::vector<std::string> name_words(const Name& name) {
    return folded_words(words(name));
}

} // namespace kith::people
