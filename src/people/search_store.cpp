#include "people/search_store.h"

#include "access/register.h"
#include "base/text.h"
#include "db/database.h"
#include "people/facts.h"
#include "people/summary_row.h"

namespace kith::people {

namespace {

constexpr db::Sql number_of_words = R"sql(
    select count(*) as number
    from (select 1 as one
          from person_words
          where word >= :from
          and word < :to
          limit 2000) as counted
)sql";

// People who have a word for every term, each word such that this posting may know of it, with the words that answer.
// The first term is the one that fewest words begin with: it draws the people to look at. An empty `low` is no term.
constexpr db::Sql people_with_words = R"sql(
    with terms (low, high) as (
        values (:from1, :to1), (:from2, :to2), (:from3, :to3), (:from4, :to4),
               (:from5, :to5), (:from6, :to6), (:from7, :to7), (:from8, :to8)
    ),
    matching as materialized (
        select distinct a.person_id
        from person_words a
        where a.word >= :from1
        and a.word < :to1
        and not exists (
            select 1
            from terms t
            where t.low <> ''
            and not exists (
                select 1
                from person_words w
                where w.person_id = a.person_id
                and w.word >= t.low
                and w.word < t.high
                and (w.needs = 0
                     or exists (select 1
                                from may_see m
                                where m.resource_id = w.person_id
                                and m.posting_id = :posting
                                and m.starts_at <= :now
                                and m.ends_at > :now
                                and m.clearance >= 1))
                and (w.needs < 2
                     or not exists (select 1
                                    from guarded_whereabouts g
                                    where g.person_id = w.person_id
                                    and not exists (select 1
                                                    from location_list l
                                                    where l.person_id = g.protected_id
                                                    and l.posting_id = :posting
                                                    and l.starts_at <= :now
                                                    and l.ends_at > :now)))))
        and exists (select 1
                    from may_see m
                    where m.resource_id = a.person_id
                    and m.posting_id = :posting
                    and m.starts_at <= :now
                    and m.ends_at > :now)
        limit :limit
    )
    select p.id, p.reference, s.given, s.family, s.birth_year, w.word, w.kind, w.needs
    from matching m
    join people p on p.id = m.person_id
    join person_summaries s on s.person_id = m.person_id
    join person_words w on w.person_id = m.person_id
    where exists (select 1
                  from terms t
                  where t.low <> ''
                  and w.word >= t.low
                  and w.word < t.high)
)sql";

struct FoundWord {
    Candidate::Word word;
    Needs needs;
};

struct FoundPerson {
    Candidate candidate;
    std::vector<FoundWord> words;
};

// What answers a term with least to be allowed is what the person was found by; more may not be allowed, and is not
// told.
std::vector<Candidate::Word> words_to_tell(const std::vector<Term>& terms, const std::vector<FoundWord>& words) {
    std::vector<Candidate::Word> told;
    for (const Term& term : terms) {
        Needs least = Needs::location;
        for (const auto& found : words)
            if (term.covers(found.word.word)) least = std::min(least, found.needs);
        for (const auto& found : words)
            if (term.covers(found.word.word) && found.needs == least) told.push_back(found.word);
    }
    return told;
}

// The rarest first, so that the fewest people are looked at.
std::vector<Term> rarest_first(db::Reader& reader, std::vector<Term> terms) {
    if (terms.size() < 2) return terms;
    std::vector<std::pair<std::int64_t, Term>> counted;
    for (auto& term : terms) {
        const auto number = reader.one(number_of_words, {{"from", term.from}, {"to", term.to}},
                                       [](const db::Row& row) { return row.integer("number"); });
        counted.emplace_back(number.value_or(0), std::move(term));
    }
    const auto rarest = std::min_element(counted.begin(), counted.end(),
                                         [](const auto& l, const auto& r) { return l.first < r.first; });
    std::iter_swap(counted.begin(), rarest);
    std::vector<Term> ordered;
    for (auto& [number, term] : counted)
        ordered.push_back(std::move(term));
    return ordered;
}

std::vector<Candidate> candidates(db::Reader& reader, const access::Viewer& viewer, const std::vector<Term>& typed,
                                  Instant now, std::size_t limit) {
    auto terms = rarest_first(reader, typed);
    terms.resize(8);
    const std::array<db::Parameter, 19> parameters = {{{"from1", terms[0].from},
                                                       {"to1", terms[0].to},
                                                       {"from2", terms[1].from},
                                                       {"to2", terms[1].to},
                                                       {"from3", terms[2].from},
                                                       {"to3", terms[2].to},
                                                       {"from4", terms[3].from},
                                                       {"to4", terms[3].to},
                                                       {"from5", terms[4].from},
                                                       {"to5", terms[4].to},
                                                       {"from6", terms[5].from},
                                                       {"to6", terms[5].to},
                                                       {"from7", terms[6].from},
                                                       {"to7", terms[6].to},
                                                       {"from8", terms[7].from},
                                                       {"to8", terms[7].to},
                                                       {"posting", viewer.posting},
                                                       {"now", now},
                                                       {"limit", limit}}};
    std::map<Id<Person>, FoundPerson> people;
    reader.for_each(people_with_words, parameters, [&](const db::Row& row) {
        const auto id = row.id<Person>("id");
        const auto at = people.try_emplace(id, FoundPerson{{to_summary(row), {}}, {}}).first;
        at->second.words.push_back(
            {{to_word_kind(row.text("kind")).value(), row.text("word")}, static_cast<Needs>(row.integer("needs"))});
    });
    std::vector<Candidate> found;
    for (auto& [id, person] : people) {
        person.candidate.words = words_to_tell(typed, person.words);
        found.push_back(std::move(person.candidate));
    }
    return found;
}

void say_how_much_may_be_shown(db::Reader& reader, const access::Viewer& viewer, std::vector<Match>& matches,
                               Instant now) {
    std::vector<std::string> ids;
    for (const auto& match : matches)
        ids.emplace_back(match.candidate.summary.id.text());
    const auto decisions = access::decide_about_each(reader, viewer, access::Action::read_person, ids, now);
    for (std::size_t i = 0; i < matches.size(); ++i) {
        matches[i].candidate.full = decisions[i].effect == access::Effect::content;
        matches[i].candidate.location = static_cast<bool>(decisions[i].location);
    }
}

// What two people have in common, in words.
struct Likeness {
    bool name = false;
    bool birth = false;
    bool birth_differs = false;
    bool identifier = false;
    bool postcode = false;
    bool telephone = false;

    int weight() const {
        return (identifier ? 8 : 0) + (name ? 4 : 0) + (birth ? 3 : 0) + (postcode ? 2 : 0) + (telephone ? 2 : 0);
    }

    bool is_likely() const {
        return identifier || (name && !birth_differs) || (name && postcode) || (birth && postcode) ||
               (birth && telephone);
    }

    std::vector<std::string> reasons(bool full) const {
        std::vector<std::string> all;
        if (identifier) all.emplace_back("same number");
        if (name) all.emplace_back("same name");
        if (birth) all.emplace_back(full ? "born at about the same time" : "born in about the same year");
        if (postcode) all.emplace_back("same postcode");
        if (telephone) all.emplace_back("same telephone number");
        return all;
    }
};

bool same_year(std::optional<int> year, const Birth& birth) {
    return year && birth.year() && std::abs(*year - *birth.year()) <= 1;
}

Likeness likeness(db::Reader& reader, const Candidate& candidate, const NewPerson& person) {
    Likeness like;
    std::set<std::string> names;
    for (const auto& [kind, word] : candidate.words) {
        if (kind == WordKind::name || kind == WordKind::previous_name || kind == WordKind::other_name)
            names.insert(word);
        like.identifier = like.identifier || kind == WordKind::identifier;
        like.postcode = like.postcode || kind == WordKind::postcode || kind == WordKind::earlier_postcode;
        like.telephone = like.telephone || kind == WordKind::telephone;
    }
    const auto shares = [&](std::string_view part) {
        const auto words = folded_words(part);
        return std::any_of(words.begin(), words.end(), [&](const auto& word) { return names.contains(word); });
    };
    like.name = (person.name.given.empty() || shares(person.name.given)) &&
                (person.name.family.empty() || shares(person.name.family));

    const auto year = candidate.summary.year_of_birth;
    const Birth known = candidate.full ? birth_of(reader, candidate.summary.id).value : Birth();
    like.birth = candidate.full ? are_near(known, person.birth) : same_year(year, person.birth);
    like.birth_differs = !like.birth && person.birth.is_known() && (known.is_known() || year);
    return like;
}

Term exactly(std::string word) {
    std::string to = word + " ";
    return {word, std::move(to), std::move(word)};
}

std::string joined_lower(std::string_view text) {
    std::string joined;
    for (const char c : text)
        if (c != ' ') joined += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return joined;
}

// Words of which any two, or a number alone, make somebody worth comparing.
std::vector<std::vector<Term>> ways_to_be_the_same(const NewPerson& person) {
    std::vector<std::vector<Term>> ways;
    for (const auto& identifier : person.identifiers)
        ways.push_back({exactly(joined_lower(identifier.value))});

    const auto given = folded_words(person.name.given);
    const auto family = folded_words(person.name.family);
    for (const auto& last : family) {
        if (given.empty()) ways.push_back({exactly(last)});
        for (const auto& first : given)
            ways.push_back({exactly(first), exactly(last)});
    }
    if (family.empty() && !given.empty()) ways.push_back({exactly(given.front())});

    std::vector<std::string> beside = given;
    beside.insert(beside.end(), family.begin(), family.end());
    if (person.birth.year()) beside.push_back(std::to_string(*person.birth.year()));
    std::vector<std::string> common;
    if (person.address && !person.address->postcode.empty()) common.push_back(joined_lower(person.address->postcode));
    for (const auto& contact : person.contacts)
        if (const auto digits = telephone_digits(contact.value); digits.size() >= 6) common.push_back(digits);
    for (const auto& shared : common)
        for (const auto& word : beside)
            ways.push_back({exactly(shared), exactly(word)});
    return ways;
}

void merge(std::map<Id<Person>, Candidate>& people, std::vector<Candidate> found) {
    for (auto& candidate : found) {
        const auto at = people.try_emplace(candidate.summary.id, candidate);
        if (at.second) continue;
        auto& words = at.first->second.words;
        words.insert(words.end(), candidate.words.begin(), candidate.words.end());
    }
}

} // namespace

Found find_people(db::Reader& reader, const access::Viewer& viewer, std::string_view typed, std::size_t page,
                  Instant now) {
    auto terms = read_terms(typed);
    if (terms.empty()) return {};
    auto people = candidates(reader, viewer, terms, now, most_counted + 1);
    if (const auto reference = read_reference_term(typed); reference && terms.front() != *reference) {
        auto named = candidates(reader, viewer, {*reference}, now, 1);
        people.insert(people.begin(), std::make_move_iterator(named.begin()), std::make_move_iterator(named.end()));
        terms.push_back(*reference);
    }

    Found found;
    found.more_than_counted = people.size() > most_counted;
    if (found.more_than_counted) people.erase(people.begin() + most_counted, people.end());
    found.count = people.size();
    auto matches = ranked(terms, std::move(people));
    const std::size_t from = std::min(matches.size(), (std::max<std::size_t>(page, 1) - 1) * matches_on_a_page);
    const std::size_t to = std::min(matches.size(), from + matches_on_a_page);
    found.matches.assign(std::make_move_iterator(matches.begin() + static_cast<std::ptrdiff_t>(from)),
                         std::make_move_iterator(matches.begin() + static_cast<std::ptrdiff_t>(to)));
    say_how_much_may_be_shown(reader, viewer, found.matches, now);
    return found;
}

std::vector<Match> likely_same(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person, Instant now) {
    constexpr std::size_t most_shown = 10;
    const auto ways = ways_to_be_the_same(person);
    std::map<Id<Person>, Candidate> people;
    for (const auto& way : ways)
        merge(people, candidates(reader, viewer, way, now, most_counted));

    std::vector<Match> matches;
    for (auto& [id, candidate] : people)
        matches.push_back({std::move(candidate), {}});
    say_how_much_may_be_shown(reader, viewer, matches, now);

    std::vector<std::pair<int, Match>> likely;
    for (auto& match : matches) {
        const Likeness like = likeness(reader, match.candidate, person);
        if (!like.is_likely()) continue;
        match.reasons = like.reasons(match.candidate.full);
        likely.emplace_back(like.weight(), std::move(match));
    }
    std::stable_sort(likely.begin(), likely.end(), [](const auto& l, const auto& r) { return l.first > r.first; });
    std::vector<Match> best;
    for (auto& [weight, match] : likely)
        if (best.size() < most_shown) best.push_back(std::move(match));
    return best;
}

} // namespace kith::people
