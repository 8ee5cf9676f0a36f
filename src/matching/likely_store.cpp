#include "db/database.h"
#include "matching/likely.h"
#include "matching/pair_row.h"

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
    select c.person_id, c.number, s.birth_year
    from person_changes c
    left join person_summaries s on s.person_id = c.person_id
    where c.number > :since
    order by c.number
    limit :most
)sql";

constexpr db::Sql year_of_birth = R"sql(
    select birth_year
    from person_summaries
    where person_id = :person
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
)sql";

struct Changed {
    Id<people::Person> person;
    std::int64_t number = 0;
    std::optional<int> year;
};

struct Likely {
    std::optional<people::Comparison> content, entry;
    bool a_child = false;
};

struct Round {
    std::int64_t since = 0;
    std::vector<Changed> changed;
    std::map<Pair, Likely> pairs;
};

std::optional<int> year_in(const db::Row& row) {
    const auto year = row.optional_integer("birth_year");
    return year ? std::optional(static_cast<int>(*year)) : std::nullopt;
}

// The same numbers whichever of the two changed.
void add_pairs_of(db::Reader& reader, const Changed& changed, people::Depth depth,
                  std::optional<people::Comparison> Likely::*at, Round& round, Day today) {
    for (const auto& hit : people::likeliest_same(reader, changed.person, depth, most_of_one)) {
        if (hit.weight < least_weight) continue;
        const auto pair = Pair::of(changed.person, hit.other);
        auto& likely = round.pairs[pair];
        likely.*at = pair.one == changed.person ? hit : people::compared(reader, pair.one, pair.other, depth);
        const auto year = reader.one(year_of_birth, {{"person", hit.other}}, year_in);
        likely.a_child = may_be_a_child(changed.year, today) || may_be_a_child(year.value_or(std::nullopt), today);
    }
}

Round look(db::Reader& reader, std::size_t most, Day today) {
    Round round;
    round.since = reader.one(looked_up_to, {}, [](const db::Row& row) { return row.integer("number"); }).value_or(0);
    round.changed = reader.all(changed_next, {{"since", round.since}, {"most", most}}, [](const db::Row& row) {
        return Changed{row.id<people::Person>("person_id"), row.integer("number"), year_in(row)};
    });
    for (const auto& each : round.changed) {
        add_pairs_of(reader, each, people::Depth::content, &Likely::content, round, today);
        add_pairs_of(reader, each, people::Depth::entry, &Likely::entry, round, today);
    }
    return round;
}

void keep(db::Writer& writer, const Pair& pair, const Likely& likely) {
    const auto weight = [](const std::optional<people::Comparison>& found) {
        return found ? std::optional<std::int64_t>(found->weight) : std::nullopt;
    };
    const auto pattern = [](const std::optional<people::Comparison>& found) {
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
    const auto round = database.reading(
        [&](db::Reader& reader) { return people::similar_is_ready(reader) ? look(reader, most, today) : Round(); });
    if (round.changed.empty()) return 0;

    return database.writing([&](db::Writer& writer) -> std::size_t {
        // Another node was faster: it has looked at the same people.
        if (writer.run(go_on_from, {{"since", round.since}, {"number", round.changed.back().number}}) == 0)
            return round.changed.size();
        for (const auto& each : round.changed)
            writer.run(forget_pairs_of, {{"person", each.person}});
        for (const auto& [pair, likely] : round.pairs)
            keep(writer, pair, likely);
        return round.changed.size();
    });
}

} // namespace kith::matching
