#include "people/same_person.h"

#include "db/database.h"

namespace kith::people {

namespace {

constexpr db::Sql records_told_to_be_one = R"sql(
    select other_id
    from same_persons
    where person_id = :person
    order by other_id
)sql";

// Which of sixteen records have others, so that most need not be asked about.
constexpr db::Sql records_with_others = R"sql(
    select distinct person_id
    from same_persons
    where person_id in (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, :n, :o, :p)
)sql";

constexpr std::array names{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"};

std::set<Id<Person>> having_others(db::Reader& reader, const std::vector<Match>& matches) {
    std::set<Id<Person>> found;
    for (std::size_t from = 0; from < matches.size(); from += names.size()) {
        std::vector<db::Parameter> parameters;
        for (std::size_t i = 0; i < names.size(); ++i)
            parameters.emplace_back(names[i], matches[std::min(from + i, matches.size() - 1)].candidate.summary.id);
        reader.for_each(records_with_others, parameters,
                        [&](const db::Row& row) { found.insert(row.id<Person>("person_id")); });
    }
    return found;
}

} // namespace

std::vector<Summary> other_records(db::Reader& reader, const access::Viewer& viewer, Id<Person> person, Instant now) {
    const auto ids = reader.all(records_told_to_be_one, {{"person", person}},
                                [](const db::Row& row) { return row.id<Person>("other_id"); });
    return ids.empty() ? std::vector<Summary>() : summaries(reader, viewer, ids, now);
}

void show_leading_records(db::Reader& reader, const access::Viewer& viewer, std::vector<Match>& matches, Instant now) {
    const auto with_others = having_others(reader, matches);
    if (with_others.empty()) return;

    std::set<Id<Person>> shown;
    std::vector<Match> leading;
    for (auto& match : matches) {
        const auto& summary = match.candidate.summary;
        if (with_others.contains(summary.id)) {
            auto others = other_records(reader, viewer, summary.id, now);
            if (!others.empty() && others.front().id < summary.id) {
                match.reasons.push_back("also recorded as " + words(summary.name));
                match.candidate = {.summary = std::move(others.front())}; // what may be shown of it is said anew
            }
        }
        if (shown.insert(match.candidate.summary.id).second) leading.push_back(std::move(match));
    }
    matches = std::move(leading);
}

} // namespace kith::people
