#include "people/same_person.h"

#include "db/database.h"

namespace kith::people {

namespace {

constexpr db::Sql records_told_to_be_one = R"sql(
    select s.other_id
    from same_persons s
    where s.person_id = :person
    and not exists (select 1
                    from guarded_whereabouts g
                    where g.person_id = s.other_id
                    and not exists (select 1
                                    from location_list l
                                    where l.person_id = g.protected_id
                                    and l.posting_id = :posting
                                    and l.starts_at <= :now
                                    and l.ends_at > :now))
    order by s.other_id
)sql";

constexpr db::Sql sees_content = R"sql(
    select resource_id
    from may_see
    where resource_id = :person
    and posting_id = :posting
    and starts_at <= :now
    and ends_at > :now
    and clearance >= 1
    limit 1
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

// Of this person's records, itself among them, the one that stands for all.
Summary standing_for_all(db::Reader& reader, const access::Viewer& viewer, const Summary& found, Instant now) {
    auto records = other_records(reader, viewer, found.id, now);
    records.push_back(found);
    const auto comes_first = [&](const Summary& record) {
        const bool entry_alone =
            !reader.exists(sees_content, {{"person", record.id}, {"posting", viewer.posting}, {"now", now}});
        return std::pair(entry_alone, record.id);
    };
    return *std::min_element(records.begin(), records.end(),
                             [&](const Summary& l, const Summary& r) { return comes_first(l) < comes_first(r); });
}

} // namespace

std::vector<Summary> other_records(db::Reader& reader, const access::Viewer& viewer, Id<Person> person, Instant now) {
    const auto ids = reader.all(records_told_to_be_one, {{"person", person}, {"posting", viewer.posting}, {"now", now}},
                                [](const db::Row& row) { return row.id<Person>("other_id"); });
    return ids.empty() ? std::vector<Summary>() : summaries(reader, viewer, ids, now);
}

void show_leading_records(db::Reader& reader, const access::Viewer& viewer, std::vector<Match>& matches, Instant now) {
    const auto with_others = having_others(reader, matches);
    if (with_others.empty()) return;

    std::set<Id<Person>> shown;
    std::vector<Match> leading;
    for (auto& match : matches) {
        const auto found = match.candidate.summary;
        if (with_others.contains(found.id)) {
            auto leads = standing_for_all(reader, viewer, found, now);
            if (leads.id != found.id) {
                match.reasons.push_back("also recorded as " + words(found.name));
                match.also.push_back(found.id);
                match.candidate = {.summary = std::move(leads)}; // what may be shown of it is said anew
            }
        }
        if (shown.insert(match.candidate.summary.id).second) leading.push_back(std::move(match));
    }
    matches = std::move(leading);
}

} // namespace kith::people
