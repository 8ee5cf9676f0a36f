#include "people/same_person.h"

#include "db/database.h"
#include "db/of_many.h"

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

constexpr db::Sql records_of_each = R"sql(
    select person_id, other_id
    from same_persons
    where person_id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                        :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
    order by person_id, other_id
)sql";

std::vector<Id<Person>> ids_of_others(db::Reader& reader, const access::Viewer& viewer, Id<Person> person,
                                      Instant now) {
    return reader.all(records_told_to_be_one, {{"person", person}, {"posting", viewer.posting}, {"now", now}},
                      [](const db::Row& row) { return row.id<Person>("other_id"); });
}

// Of this person's records, itself among them, the one that stands for all.
Summary standing_for_all(db::Reader& reader, const access::Viewer& viewer, const Summary& found, Instant now) {
    auto ids = ids_of_others(reader, viewer, found.id, now);
    ids.push_back(found.id);
    const auto records = listed(reader, viewer, ids, now);
    const auto first = std::min_element(records.begin(), records.end(), [](const Listed& l, const Listed& r) {
        return std::pair(!l.full, l.summary.id) < std::pair(!r.full, r.summary.id);
    });
    return first == records.end() ? found : first->summary;
}

std::vector<Match> led(db::Reader& reader, const access::Viewer& viewer, std::vector<Match> matches,
                       const OtherRecords& with_others, Instant now) {
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
    return leading;
}

} // namespace

std::vector<Summary> other_records(db::Reader& reader, const access::Viewer& viewer, Id<Person> person, Instant now) {
    return summaries(reader, viewer, ids_of_others(reader, viewer, person, now), now);
}

OtherRecords other_records_of_each(db::Reader& reader, const std::vector<Id<Person>>& people) {
    std::vector<std::string_view> ids;
    for (const auto& person : people)
        ids.push_back(person.text());
    OtherRecords others;
    db::for_each_of(reader, records_of_each, ids, {}, [&](const db::Row& row) {
        others[row.id<Person>("person_id")].push_back(row.id<Person>("other_id"));
    });
    return others;
}

void show_leading_records(db::Reader& reader, const access::Viewer& viewer, std::vector<std::vector<Match>>& lists,
                          Instant now) {
    std::vector<Id<Person>> people;
    for (const auto& matches : lists)
        for (const auto& match : matches)
            people.push_back(match.candidate.summary.id);
    const auto with_others = other_records_of_each(reader, people);
    if (with_others.empty()) return;
    for (auto& matches : lists)
        matches = led(reader, viewer, std::move(matches), with_others, now);
}

void show_leading_records(db::Reader& reader, const access::Viewer& viewer, std::vector<Match>& matches, Instant now) {
    std::vector<std::vector<Match>> lists{std::move(matches)};
    show_leading_records(reader, viewer, lists, now);
    matches = std::move(lists.front());
}

} // namespace kith::people
