#include "people/search_store.h"

#include "access/register.h"
#include "base/text.h"
#include "db/database.h"
#include "people/facts.h"
#include "people/same_person.h"
#include "people/search.h"
#include "people/summary_row.h"

namespace kith::people {

namespace {

// The words of a person that answer a term, each such that this posting may know of it, for people drawn in the order
// of such a word. Somebody hidden is not drawn, so the limit is of what may be seen alone. An empty `low` is no term.
constexpr db::Sql drawn_by_word = R"sql(
    with terms (low, high, mark) as (
        values (:from1, :to1, :mark1), (:from2, :to2, :mark2), (:from3, :to3, :mark3), (:from4, :to4, :mark4),
               (:from5, :to5, :mark5), (:from6, :to6, :mark6), (:from7, :to7, :mark7), (:from8, :to8, :mark8)
    ),
    drawn as materialized (
        select a.word, a.person_id
        from person_words a
        where a.word >= :low
        and a.word < :high
        and (a.word, a.person_id) > (:low, :after)
        and not exists (select 1
                        from terms t
                        where t.low <> ''
                        and not exists (select 1
                                        from person_words w
                                        where w.person_id = a.person_id
                                        and ((w.word >= t.low and w.word < t.high) or w.word = t.mark)))
        and exists (select 1
                    from may_see m
                    where m.resource_id = a.person_id
                    and m.posting_id = :posting
                    and m.starts_at <= :now
                    and m.ends_at > :now
                    and (a.needs = 0 or m.clearance >= 1))
        order by a.word, a.person_id
        limit :limit
    )
    select d.word as drawn, p.id, p.reference, s.given, s.family, s.birth_year, w.word, w.kind
    from drawn d
    join people p on p.id = d.person_id
    join person_summaries s on s.person_id = d.person_id
    left join person_words w
    on w.person_id = d.person_id
    and exists (select 1
                from terms t
                where t.low <> ''
                and ((w.word >= t.low and w.word < t.high) or w.word = t.mark))
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
                                        and l.ends_at > :now)))
    order by d.word, d.person_id
)sql";

// The same for everybody within the posting's reach.
constexpr db::Sql drawn_from_reach = R"sql(
    with terms (low, high, mark) as (
        values (:from1, :to1, :mark1), (:from2, :to2, :mark2), (:from3, :to3, :mark3), (:from4, :to4, :mark4),
               (:from5, :to5, :mark5), (:from6, :to6, :mark6), (:from7, :to7, :mark7), (:from8, :to8, :mark8)
    ),
    drawn as materialized (
        select r.resource_id as person_id
        from (select distinct resource_id
              from within_reach
              where posting_id = :posting) r
        where not exists (select 1
                          from terms t
                          where t.low <> ''
                          and not exists (select 1
                                          from person_words w
                                          where w.person_id = r.resource_id
                                          and ((w.word >= t.low and w.word < t.high) or w.word = t.mark)))
        and exists (select 1
                    from may_see m
                    where m.resource_id = r.resource_id
                    and m.posting_id = :posting
                    and m.starts_at <= :now
                    and m.ends_at > :now)
    )
    select '' as drawn, p.id, p.reference, s.given, s.family, s.birth_year, w.word, w.kind
    from drawn d
    join people p on p.id = d.person_id
    join person_summaries s on s.person_id = d.person_id
    join person_words w on w.person_id = d.person_id
    where exists (select 1
                  from terms t
                  where t.low <> ''
                  and ((w.word >= t.low and w.word < t.high) or w.word = t.mark))
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
                                        and l.ends_at > :now)))
)sql";

constexpr db::Sql number_within_reach = R"sql(
    select count(*) as number
    from (select 1 as one
          from within_reach
          where posting_id = :posting
          limit :limit) as counted
)sql";

// One search, by one viewer at one moment. All ways of looking give the same people in the same order: by the word of
// the narrowest term that answers, its place last, and then by id.
class Search {
public:
    Search(db::Reader& reader, const access::Viewer& viewer, const std::vector<Term>& terms, Instant now,
           std::size_t limit)
        : reader_(reader), viewer_(viewer), terms_(terms), begin_(terms[narrowest(terms)]), now_(now), limit_(limit) {
        terms_.resize(8);
    }

    std::vector<Candidate> candidates() {
        if (is_reach_short()) {
            draw_from_reach();
            if (viewer_.host_agency) draw(begin_.from, begin_.to);
        } else {
            draw(begin_.from, begin_.to);
            if (people_.size() < limit_ && !begin_.mark.empty()) draw(begin_.mark, begin_.mark + " ");
        }
        return in_order();
    }

private:
    struct FoundPerson {
        Candidate candidate;
        std::set<std::string> words = {};
    };

    // What a row says of whom. Words that answer are told only if they may be known.
    void take(FoundPerson& person, const db::Row& row) {
        const auto kind = to_word_kind(row.text("kind"));
        if (!kind) return;
        person.candidate.words.push_back({*kind, row.text("word")});
        person.words.insert(row.text("word"));
    }

    bool answers(const FoundPerson& person) const {
        return std::all_of(terms_.begin(), terms_.end(), [&](const Term& term) {
            return term.from.empty() || std::any_of(person.words.begin(), person.words.end(),
                                                    [&](const std::string& word) { return term.covers(word); });
        });
    }

    bool is_reach_short() {
        constexpr std::size_t many = 1000;
        const auto number = reader_.one(number_within_reach, {{"posting", viewer_.posting}, {"limit", many}},
                                        [](const db::Row& row) { return row.integer("number"); });
        return number.value_or(0) < static_cast<std::int64_t>(many);
    }

    void draw_from_reach() {
        std::map<Id<Person>, FoundPerson> drawn;
        ask(drawn_from_reach, {}, [&](const db::Row& row) {
            const auto id = row.id<Person>("id");
            take(drawn.try_emplace(id, FoundPerson{{to_summary(row), {}}}).first->second, row);
        });
        for (auto& [id, person] : drawn)
            if (answers(person)) people_.try_emplace(id, std::move(person));
    }

    // Goes on, batch by batch, until there are as many as were asked for.
    void draw(std::string low, const std::string& high) {
        constexpr std::size_t batch = 256;
        std::string after;
        for (bool more = true; more && people_drawn_ < limit_;) {
            std::vector<std::pair<std::string, FoundPerson>> drawn;
            ask(drawn_by_word, {{{"low", low}, {"high", high}, {"after", after}, {"limit", batch}}},
                [&](const db::Row& row) {
                    auto id = row.id<Person>("id");
                    auto word = row.text("drawn");
                    if (drawn.empty() || drawn.back().first != word || drawn.back().second.candidate.summary.id != id)
                        drawn.emplace_back(std::move(word), FoundPerson{{to_summary(row), {}}});
                    take(drawn.back().second, row);
                });
            more = drawn.size() == batch;
            if (more) {
                low = drawn.back().first;
                after = drawn.back().second.candidate.summary.id.text();
            }
            for (auto& [word, person] : drawn)
                keep(word, std::move(person));
        }
    }

    void keep(const std::string& word, FoundPerson person) {
        if (!person.words.contains(word) || !answers(person)) return;
        const auto id = person.candidate.summary.id;
        if (seen_by_word_.insert(id).second) ++people_drawn_;
        people_.try_emplace(id, std::move(person));
    }

    void ask(db::Sql sql, const std::vector<db::Parameter>& more, const std::function<void(const db::Row&)>& each) {
        static constexpr std::array<std::array<std::string_view, 3>, 8> names = {{{"from1", "to1", "mark1"},
                                                                                  {"from2", "to2", "mark2"},
                                                                                  {"from3", "to3", "mark3"},
                                                                                  {"from4", "to4", "mark4"},
                                                                                  {"from5", "to5", "mark5"},
                                                                                  {"from6", "to6", "mark6"},
                                                                                  {"from7", "to7", "mark7"},
                                                                                  {"from8", "to8", "mark8"}}};
        std::vector<db::Parameter> parameters = more;
        for (std::size_t i = 0; i < names.size(); ++i) {
            parameters.emplace_back(names[i][0], terms_[i].from);
            parameters.emplace_back(names[i][1], terms_[i].to);
            parameters.emplace_back(names[i][2], terms_[i].mark);
        }
        parameters.emplace_back("posting", viewer_.posting);
        parameters.emplace_back("now", now_);
        reader_.for_each(sql, parameters, each);
    }

    using Place = std::tuple<bool, std::string, Id<Person>>;

    Place place_of(const FoundPerson& person) const {
        const auto& id = person.candidate.summary.id;
        const auto first = person.words.lower_bound(begin_.from);
        if (first != person.words.end() && *first < begin_.to) return {false, *first, id};
        return {true, begin_.mark, id};
    }

    std::vector<Candidate> in_order() {
        std::vector<std::pair<Place, Candidate>> placed;
        for (auto& [id, person] : people_)
            placed.emplace_back(place_of(person), std::move(person.candidate));
        std::sort(placed.begin(), placed.end(), [](const auto& l, const auto& r) { return l.first < r.first; });
        std::vector<Candidate> found;
        for (auto& [place, candidate] : placed)
            if (found.size() < limit_) found.push_back(std::move(candidate));
        return found;
    }

    db::Reader& reader_;
    const access::Viewer& viewer_;
    std::vector<Term> terms_;
    Term begin_;
    Instant now_;
    std::size_t limit_;
    std::map<Id<Person>, FoundPerson> people_;
    std::set<Id<Person>> seen_by_word_;
    std::size_t people_drawn_ = 0;
};

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

// No word of the index but the mark begins with its sign.
Term exactly_at(const Vault& vault, const std::string& place) {
    const auto mark = marked(vault, place);
    return {mark, mark + " ", place, place, mark};
}

// Words of which any two, or a number alone, make somebody worth comparing.
std::vector<std::vector<Term>> ways_to_be_the_same(const Vault& vault, const NewPerson& person) {
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
    std::vector<std::string> common; // the whole postcode, the whole number
    if (person.address)
        for (const auto& place : postcode_places(postcode(person.address->postcode).value_or("")))
            if (common.empty()) common.push_back(place);
    for (const auto& contact : person.contacts)
        if (contact.kind == ContactKind::telephone && telephone_digits(contact.value).size() >= 6)
            common.push_back(telephone_places(contact.value).front());
    for (const auto& shared : common)
        for (const auto& word : beside)
            ways.push_back({exactly_at(vault, shared), exactly(word)});
    return ways;
}

} // namespace

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

Found find_people(db::Reader& reader, const access::Viewer& viewer, std::string_view typed, std::size_t page,
                  Instant now) {
    auto terms = with_marks(read_terms(typed), reader.vault());
    if (terms.empty()) return {};
    auto people = Search(reader, viewer, terms, now, most_counted + 1).candidates();
    if (const auto reference = read_reference_term(typed); reference && terms.front() != *reference) {
        auto named = Search(reader, viewer, {*reference}, now, 1).candidates();
        people.insert(people.begin(), std::make_move_iterator(named.begin()), std::make_move_iterator(named.end()));
        terms.push_back(*reference);
    }

    Found found;
    found.more_than_counted = people.size() > most_counted;
    if (found.more_than_counted) people.erase(people.begin() + most_counted, people.end());
    auto matches = ranked(terms, std::move(people));
    show_leading_records(reader, viewer, matches, now);
    found.count = matches.size();
    const std::size_t from = std::min(matches.size(), (std::max<std::size_t>(page, 1) - 1) * matches_on_a_page);
    const std::size_t to = std::min(matches.size(), from + matches_on_a_page);
    found.matches.assign(std::make_move_iterator(matches.begin() + static_cast<std::ptrdiff_t>(from)),
                         std::make_move_iterator(matches.begin() + static_cast<std::ptrdiff_t>(to)));
    say_how_much_may_be_shown(reader, viewer, found.matches, now);
    return found;
}

namespace {

constexpr std::size_t most_shown = 10;

// Those worth showing, likeliest first.
std::vector<Match> likely_among(db::Reader& reader, std::vector<Match> matches, const NewPerson& person) {
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

// Whoever has both words of a pair, hidden people too, and how much a viewer must be allowed to know of both. An empty
// `one` is no pair. The "cross join" keeps SQLite to this order: from the narrower word to whoever has it, then to the
// other word.
constexpr db::Sql people_with_both_words = R"sql(
    with ways (one, two, number) as (
        values (:one0, :two0, 0), (:one1, :two1, 1), (:one2, :two2, 2),
               (:one3, :two3, 3), (:one4, :two4, 4), (:one5, :two5, 5),
               (:one6, :two6, 6), (:one7, :two7, 7), (:one8, :two8, 8),
               (:one9, :two9, 9), (:one10, :two10, 10), (:one11, :two11, 11),
               (:one12, :two12, 12), (:one13, :two13, 13), (:one14, :two14, 14),
               (:one15, :two15, 15), (:one16, :two16, 16), (:one17, :two17, 17),
               (:one18, :two18, 18), (:one19, :two19, 19), (:one20, :two20, 20),
               (:one21, :two21, 21), (:one22, :two22, 22), (:one23, :two23, 23)
    )
    select y.number, p.id, p.reference, s.given, s.family, s.birth_year, x.word, x.kind, z.word as other_word,
           z.kind as other_kind,
           case when x.needs > z.needs then x.needs else z.needs end as needs
    from ways y
    cross join person_words x
    cross join person_words z
    cross join people p
    cross join person_summaries s
    where y.one <> ''
    and x.word = y.one
    and z.person_id = x.person_id
    and z.word = y.two
    and p.id = x.person_id
    and s.person_id = x.person_id
    order by y.number, p.id
)sql";

constexpr std::size_t pairs_in_a_question = 24;

struct Way {
    std::size_t person; // its place among those asked about
    std::string one, two;
};

std::vector<Way> ways_of_each(const Vault& vault, const std::vector<NewPerson>& people) {
    std::vector<Way> all;
    for (std::size_t i = 0; i < people.size(); ++i)
        for (const auto& way : ways_to_be_the_same(vault, people[i])) {
            const auto first = narrowest(way);
            const auto& other = way.size() > 1 ? way[1 - first] : way[first];
            all.push_back({i, way[first].from, other.from});
        }
    return all;
}

// Somebody with both words of a way.
struct BothWords {
    std::size_t person; // the place of whom is asked about
    Candidate candidate;
    Needs needs;
};

BothWords to_both_words(const db::Row& row, std::span<const Way> ways) {
    BothWords both{ways[static_cast<std::size_t>(row.integer("number"))].person, {to_summary(row), {}}, {}};
    for (const auto& [word, kind] : {std::pair("word", "kind"), std::pair("other_word", "other_kind")})
        if (const auto known = to_word_kind(row.text(kind))) both.candidate.words.push_back({*known, row.text(word)});
    both.needs = static_cast<Needs>(row.integer("needs"));
    return both;
}

void ask_for_both_words(db::Reader& reader, std::span<const Way> ways, std::vector<BothWords>& found) {
    static const auto names = [] {
        std::vector<std::pair<std::string, std::string>> all;
        for (std::size_t i = 0; i < pairs_in_a_question; ++i)
            all.emplace_back(fmt::format("one{}", i), fmt::format("two{}", i));
        return all;
    }();
    std::vector<db::Parameter> parameters;
    for (std::size_t i = 0; i < pairs_in_a_question; ++i) {
        parameters.emplace_back(names[i].first, i < ways.size() ? std::string_view(ways[i].one) : std::string_view());
        parameters.emplace_back(names[i].second, i < ways.size() ? std::string_view(ways[i].two) : std::string_view());
    }
    reader.for_each(people_with_both_words, parameters,
                    [&](const db::Row& row) { found.push_back(to_both_words(row, ways)); });
}

bool may_know(const access::Decision& decision, Needs needs) {
    if (decision.effect == access::Effect::content) return needs < Needs::location || decision.location;
    return decision.effect == access::Effect::index && needs == Needs::index;
}

using Alike = std::vector<std::map<Id<Person>, Candidate>>; // for each person asked about

// Nothing is kept of whom this viewer may not know by these words.
Alike alike_as_known(db::Reader& reader, const access::Viewer& viewer, std::vector<BothWords> found, std::size_t asked,
                     Instant now) {
    std::map<Id<Person>, access::Decision> decisions;
    for (const auto& each : found)
        decisions.try_emplace(each.candidate.summary.id);
    std::vector<std::string_view> ids;
    for (const auto& [id, decision] : decisions)
        ids.push_back(id.text());
    auto next = decisions.begin();
    for (const auto& rights : access::rights_to_each(reader, viewer, ids, now))
        (next++)->second = rights.to(access::Action::read_person);

    Alike alike(asked);
    for (auto& each : found) {
        const auto& decision = decisions.at(each.candidate.summary.id);
        if (!may_know(decision, each.needs)) continue;
        each.candidate.full = decision.effect == access::Effect::content;
        const auto [at, is_new] = alike[each.person].try_emplace(each.candidate.summary.id, each.candidate);
        if (is_new) continue;
        auto& words = at->second.words;
        words.insert(words.end(), each.candidate.words.begin(), each.candidate.words.end());
    }
    return alike;
}

} // namespace

std::vector<std::vector<Match>> likely_same_each(db::Reader& reader, const access::Viewer& viewer,
                                                 const std::vector<NewPerson>& people, Instant now) {
    const auto ways = ways_of_each(reader.vault(), people);
    std::vector<BothWords> found;
    for (std::size_t from = 0; from < ways.size(); from += pairs_in_a_question)
        ask_for_both_words(reader, std::span(ways).subspan(from, std::min(pairs_in_a_question, ways.size() - from)),
                           found);
    auto alike = alike_as_known(reader, viewer, std::move(found), people.size(), now);

    std::vector<std::vector<Match>> all;
    for (std::size_t i = 0; i < people.size(); ++i) {
        std::vector<Match> matches;
        for (auto& [id, candidate] : alike[i])
            matches.push_back({std::move(candidate), {}});
        all.push_back(likely_among(reader, std::move(matches), people[i]));
    }
    show_leading_records(reader, viewer, all, now);
    return all;
}

std::vector<Match> likely_same(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person, Instant now) {
    auto matches = std::move(likely_same_each(reader, viewer, {person}, now).front());
    say_how_much_may_be_shown(reader, viewer, matches, now);
    return matches;
}

} // namespace kith::people
