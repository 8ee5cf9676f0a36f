#include "db/database.h"
#include "matching/likely.h"
#include "matching/pair_row.h"
#include "people/similar_names.h"

namespace kith::matching {

namespace {

constexpr std::size_t most_of_one = 10;
constexpr linkage::Bits least_weight = -8 * 1024; // four in a thousand, by what little the entries tell

constexpr db::Sql looked_up_to = R"sql(
    select number
    from likely_pairs_progress
    where one = 1
)sql";

constexpr db::Sql changed_next = R"sql(
    select person_id, number
    from person_changes
    where number > :since
    order by number
    limit :most
)sql";

constexpr db::Sql pairs_of = R"sql(
    select one_id, other_id
    from likely_pairs
    where one_id = :person
    or other_id = :person
)sql";

constexpr db::Sql years_of_birth = R"sql(
    select birth_year
    from person_summaries
    where person_id in (:one, :other)
)sql";

constexpr db::Sql forget_pairs_of = R"sql(
    delete from likely_pairs
    where one_id = :person
    or other_id = :person
)sql";

constexpr db::Sql keep_pair = R"sql(
    insert into likely_pairs (one_id, other_id, weight, pattern, worth, entry_weight, entry_pattern, entry_worth)
    values (:one, :other, :weight, :pattern, :worth, :entry_weight, :entry_pattern, :entry_worth)
    on conflict (one_id, other_id) do update
    set weight = excluded.weight,
        pattern = excluded.pattern,
        worth = excluded.worth,
        entry_weight = excluded.entry_weight,
        entry_pattern = excluded.entry_pattern,
        entry_worth = excluded.entry_worth
)sql";

constexpr db::Sql go_on_from = R"sql(
    update likely_pairs_progress
    set number = :number
    where one = 1
    and number = :since
    and not exists (select 1 from linkage_model_choices where number > :choice)
)sql";

struct Changed {
    Id<people::Person> person;
    std::int64_t number = 0;
};

struct Weighed {
    linkage::Bits weight = 0;
    linkage::Pattern pattern = 0;
};

struct Likely {
    std::optional<Weighed> content, entry;
    bool a_child = false;
};

struct Round {
    std::int64_t since = 0;
    std::int64_t choice = 0; // of a model, by which they were weighed
    std::vector<Changed> changed;
    std::map<Pair, Likely> pairs;
};

std::optional<int> year_in(const db::Row& row) {
    const auto year = row.optional_integer("birth_year");
    return year ? std::optional(static_cast<int>(*year)) : std::nullopt;
}

// The likeliest now, and those found before. False: the index could not be asked.
bool add_pairs_of(db::Reader& reader, Id<people::Person> person, std::set<Pair>& pairs) {
    reader.for_each(pairs_of, std::array<db::Parameter, 1>{{{"person", person}}}, [&](const db::Row& row) {
        pairs.insert({row.id<people::Person>("one_id"), row.id<people::Person>("other_id")});
    });
    for (const auto depth : {people::Depth::content, people::Depth::entry}) {
        const auto likeliest = people::likeliest_same(reader, person, depth, most_of_one);
        if (!likeliest) return false;
        for (const auto& each : *likeliest)
            pairs.insert(Pair::of(person, each.other));
    }
    return true;
}

std::optional<Weighed> if_likely(const people::Comparison& found) {
    if (found.weight < least_weight || !people::may_be_recorded_twice(found.pattern)) return std::nullopt;
    return Weighed{found.weight, found.pattern};
}

// False: the index could not be asked.
bool compare(db::Reader& reader, const Pair& pair, Day today, Round& round) {
    const auto years = reader.all(years_of_birth, {{"one", pair.one}, {"other", pair.other}}, year_in);
    if (years.size() < 2) return true; // one of them is gone
    const auto content = people::compared(reader, pair.one, pair.other, people::Depth::content);
    const auto entry = people::compared(reader, pair.one, pair.other, people::Depth::entry);
    if (!content || !entry) return false;

    const bool a_child = may_be_a_child(years[0], today) || may_be_a_child(years[1], today);
    const Likely likely{if_likely(*content), if_likely(*entry), a_child};
    if (likely.content || likely.entry) round.pairs[pair] = likely;
    return true;
}

// Nothing: the index could not be asked, or weighs by another model than the one chosen, so that nobody knows who is
// likely.
std::optional<Round> look(db::Reader& reader, std::size_t most, Day today) {
    Round round;
    round.choice = people::chosen_model(reader).number;
    if (people::weighing_model(reader).number != round.choice) return std::nullopt;
    round.since = reader.one(looked_up_to, {}, [](const db::Row& row) { return row.integer("number"); }).value_or(0);
    round.changed = reader.all(changed_next, {{"since", round.since}, {"most", most}}, [](const db::Row& row) {
        return Changed{row.id<people::Person>("person_id"), row.integer("number")};
    });
    std::set<Pair> pairs;
    for (const auto& each : round.changed)
        if (!add_pairs_of(reader, each.person, pairs)) return std::nullopt;
    for (const auto& pair : pairs)
        if (!compare(reader, pair, today, round)) return std::nullopt;
    return round;
}

void keep(db::Writer& writer, const Pair& pair, const Likely& likely) {
    const auto weight = [](const std::optional<Weighed>& found) {
        return found ? std::optional<std::int64_t>(found->weight) : std::nullopt;
    };
    const auto pattern = [](const std::optional<Weighed>& found) {
        return to_number(found ? std::optional(found->pattern) : std::nullopt);
    };
    const double at_stake = harm(likely.a_child, false, false);
    writer.run(keep_pair, {{"one", pair.one},
                           {"other", pair.other},
                           {"weight", weight(likely.content)},
                           {"pattern", pattern(likely.content)},
                           {"worth", likely.content ? worth(likely.content->weight, at_stake) : std::int64_t{0}},
                           {"entry_weight", weight(likely.entry)},
                           {"entry_pattern", pattern(likely.entry)},
                           {"entry_worth", likely.entry ? worth(likely.entry->weight, at_stake) : std::int64_t{0}}});
}

} // namespace

std::size_t look_for_pairs(db::Database& database, std::size_t most) {
    const Day today = database.clock().now().day();
    const auto round = database.reading([&](db::Reader& reader) { return look(reader, most, today); });
    if (!round || round->changed.empty()) return 0;

    return database.writing([&](db::Writer& writer) -> std::size_t {
        // Another node was faster and has looked at the same people, or another model was chosen.
        if (writer.run(
                go_on_from,
                {{"since", round->since}, {"number", round->changed.back().number}, {"choice", round->choice}}) == 0)
            return round->changed.size();
        for (const auto& each : round->changed)
            writer.run(forget_pairs_of, {{"person", each.person}});
        for (const auto& [pair, likely] : round->pairs)
            keep(writer, pair, likely);
        return round->changed.size();
    });
}

} // namespace kith::matching
