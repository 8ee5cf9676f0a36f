#include "base/text.h"
#include "db/database.h"
#include "people/facts.h"
#include "people/search.h"
#include "people/search_store.h"

namespace kith::people {

namespace {

struct IndexWord {
    std::string word;
    WordKind kind;
    Needs needs;

    auto operator<=>(const IndexWord&) const = default;
};

// What one person is found by.
class IndexWords {
public:
    explicit IndexWords(const Vault& vault) : vault_(vault) {}

    void add(std::string word, WordKind kind, Needs needs) {
        if (word.empty() || word.find(' ') != std::string::npos) return;
        const auto same = [&](const IndexWord& other) { return other.word == word && other.kind == kind; };
        const auto at = std::find_if(words_.begin(), words_.end(), same);
        if (at == words_.end())
            words_.push_back({std::move(word), kind, needs});
        else
            at->needs = std::min(at->needs, needs);
    }

    // What tells where somebody is.
    void add_marked(std::string_view place, WordKind kind, Needs needs) {
        if (!place.empty()) add(marked(vault_, place), kind, needs);
    }

    void add_each(const std::vector<std::string>& words, WordKind kind, Needs needs) {
        for (const auto& word : words)
            add(word, kind, needs);
    }

    std::vector<IndexWord> sorted() && {
        std::sort(words_.begin(), words_.end());
        return std::move(words_);
    }

private:
    const Vault& vault_;
    std::vector<IndexWord> words_;
};

WordKind kind_of(const Name& name, Day today) {
    if (name.use == NameUse::previous || name.use == NameUse::maiden || name.use == NameUse::usual ||
        !holds(name, today))
        return WordKind::previous_name;
    return WordKind::other_name;
}

// The index entry shows the current name alone, so only it may be found by those who see no more.
void add_names(IndexWords& words, const std::vector<Recorded<Name>>& names, Day today) {
    const auto current = current_name(names, today);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Name& name = names[i].value;
        if (static_cast<std::ptrdiff_t>(i) == current)
            words.add_each(name_words(name), WordKind::name, Needs::index);
        else
            words.add_each(name_words(name), kind_of(name, today), Needs::content);
    }
}

void add_birth(IndexWords& words, const Birth& birth) {
    if (birth.expected_on()) words.add(birth.expected_on()->iso(), WordKind::birth, Needs::content);
    if (!birth.born()) return;
    const PartDay& born = *birth.born();
    std::string word = fmt::format("{:04}", born.year());
    words.add(word, WordKind::birth, Needs::index);
    if (born.month()) word += fmt::format("-{:02}", born.month());
    if (born.day()) word += fmt::format("-{:02}", born.day());
    words.add(word, WordKind::birth, Needs::content);
}

void add_contacts(IndexWords& words, const std::vector<Recorded<Contact>>& contacts, Day today) {
    for (const auto& contact : contacts) {
        if (contact.value.kind != ContactKind::telephone || !holds(contact.value, today)) continue;
        const Needs needs = tells_location(contact.value) ? Needs::location : Needs::content;
        for (const auto& place : telephone_places(contact.value.value))
            words.add_marked(place, WordKind::telephone, needs);
    }
}

void add_addresses(IndexWords& words, const std::vector<Recorded<Address>>& addresses, Day today) {
    for (const auto& address : addresses) {
        const bool lives_there = holds(address.value, today); // of two homes, in both
        for (const auto& place : postcode_places(address.value.postcode))
            words.add_marked(place, lives_there ? WordKind::postcode : WordKind::earlier_postcode, Needs::location);
    }
}

constexpr db::Sql reference_of_person = R"sql(
    select reference
    from people
    where id = :person
)sql";

std::string reference_word(db::Reader& reader, Id<Person> person) {
    return reader
        .one(reference_of_person, {{"person", person}},
             [](const db::Row& row) {
                 return std::string(reference_mark) + joined_lower(row.reference("reference").text());
             })
        .value_or("");
}

constexpr db::Sql words_of_person = R"sql(
    select word, kind, needs
    from person_words
    where person_id = :person
)sql";

constexpr db::Sql remove_word = R"sql(
    delete from person_words
    where person_id = :person
    and word = :word
    and kind = :kind
)sql";

constexpr db::Sql add_word = R"sql(
    insert into person_words (person_id, word, kind, needs)
    values (:person, :word, :kind, :needs)
)sql";

std::vector<IndexWord> kept_words(db::Reader& reader, Id<Person> person) {
    auto words = reader.all(words_of_person, {{"person", person}}, [](const db::Row& row) {
        return IndexWord{row.text("word"), to_word_kind(row.text("kind")).value(),
                         static_cast<Needs>(row.integer("needs"))};
    });
    std::sort(words.begin(), words.end());
    return words;
}

void replace_words(db::Writer& writer, Id<Person> person, const std::vector<IndexWord>& before,
                   const std::vector<IndexWord>& after) {
    std::vector<IndexWord> gone;
    std::vector<IndexWord> come;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(gone));
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(come));
    for (const auto& word : gone)
        writer.run(remove_word, {{"person", person}, {"word", word.word}, {"kind", code(word.kind)}});
    for (const auto& word : come)
        writer.run(add_word, {{"person", person},
                              {"word", word.word},
                              {"kind", code(word.kind)},
                              {"needs", static_cast<int>(word.needs)}});
}

constexpr db::Sql save_summary = R"sql(
    insert into person_summaries (person_id, given, family, birth_year)
    values (:person, :given, :family, :year)
    on conflict (person_id) do update
    set given = excluded.given,
        family = excluded.family,
        birth_year = excluded.birth_year
)sql";

constexpr db::Sql newest_change = R"sql(
    select coalesce(max(number), 0) as number
    from person_changes
)sql";

// One row for each person, moved to the end: whoever follows reads what came after the last row seen.
constexpr db::Sql say_that_a_person_changed = R"sql(
    insert into person_changes (person_id, number)
    values (:person, (select coalesce(max(number), 0) + 1 from person_changes))
    on conflict (person_id) do update
    set number = excluded.number
)sql";

} // namespace

void index_person(db::Writer& writer, Id<Person> person) {
    const Day today = writer.now().day();
    const auto names = names_of(writer, person);
    const auto birth = birth_of(writer, person).value;
    const auto attendances = attendances_of(writer, person);

    IndexWords words(writer.vault());
    words.add(reference_word(writer, person), WordKind::reference, Needs::index);
    add_names(words, names, today);
    add_birth(words, birth);
    add_contacts(words, contacts_of(writer, person), today);
    add_addresses(words, addresses_of(writer, person), today);
    for (const auto& identifier : identifiers_of(writer, person))
        words.add(joined_lower(identifier.value.value), WordKind::identifier, Needs::content);
    if (const auto at = current_attendance(attendances, today); at >= 0)
        for (const auto& word : folded_words(attendances[static_cast<std::size_t>(at)].value.school))
            words.add_marked(school_place(word), WordKind::school, Needs::location);
    replace_words(writer, person, kept_words(writer, person), std::move(words).sorted());

    const auto name = current_name(names, today);
    const Name current = name < 0 ? Name() : names[static_cast<std::size_t>(name)].value;
    writer.run(save_summary,
               {{"person", person}, {"given", current.given}, {"family", current.family}, {"year", birth.year()}});
    writer.run(say_that_a_person_changed, {{"person", person}});
}

std::int64_t changes_so_far(db::Reader& reader) {
    return reader.one(newest_change, {}, [](const db::Row& row) { return row.integer("number"); }).value_or(0);
}

} // namespace kith::people
