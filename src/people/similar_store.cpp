#include "db/database.h"
#include "db/of_many.h"
#include "people/similar.h"
#include "people/similar_names.h"
#include "people/summary_row.h"

#include <shared_mutex>

namespace kith::people {

namespace {

// What a search may read on its way; more is for build_similar.
constexpr std::int64_t most_read_in_passing = 5000;
constexpr std::size_t most_similar = 20, most_likely = 10;

// Names and birthdays of everybody who changed since, with a row at least for each.
constexpr db::Sql changed_since = R"sql(
    select c.person_id, s.person_id as summary_id, s.given, s.family, w.word, w.kind
    from person_changes c
    left join person_summaries s on s.person_id = c.person_id
    left join person_words w on w.person_id = c.person_id and w.kind in ('birth', 'previous_name', 'other_name')
    where c.number > :since
    order by c.person_id
)sql";

constexpr db::Sql how_much_of_each = R"sql(
    select resource_id, max(clearance) as clearance
    from may_see
    where resource_id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                          :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
    and posting_id = :posting
    and starts_at <= :now
    and ends_at > :now
    group by resource_id
)sql";

constexpr db::Sql people_within_reach = R"sql(
    select distinct w.resource_id
    from within_reach w
    join people p on p.id = w.resource_id
    where w.posting_id = :posting
    limit :limit
)sql";

constexpr db::Sql summary_of = R"sql(
    select p.id, p.reference, s.given, s.family, s.birth_year
    from people p
    join person_summaries s on s.person_id = p.id
    where p.id = :person
)sql";

// The index of one database.
class Index {
public:
    // False: not ready, or busy being built.
    bool follow(db::Reader& reader, std::int64_t most) {
        if (reader.is_writer()) return last_ > 0; // what a change wrote may yet be undone
        const auto newest = changes_so_far(reader);
        if (newest <= last_) return true;
        if (newest - last_ > most) return false;
        const std::unique_lock writing(mutex_, std::chrono::milliseconds(200));
        if (!writing) return false;
        if (newest > last_) read(reader, newest);
        return true;
    }

    template <typename Ask>
    void ask(Ask&& question) {
        const std::shared_lock reading(mutex_, std::chrono::milliseconds(200));
        if (reading) question(search_);
    }

private:
    void read(db::Reader& reader, std::int64_t newest) {
        std::string person;
        bool is_here = false;
        linkage::Described described;
        const auto keep = [&] {
            if (is_here)
                search_.upsert(person, described);
            else if (!person.empty())
                search_.remove(person);
        };
        const std::array<db::Parameter, 1> parameters = {{{"since", last_.load()}}};
        reader.for_each(changed_since, parameters, [&](const db::Row& row) {
            if (row.view_text("person_id") != person) {
                keep();
                person = row.text("person_id");
                is_here = !row.text("summary_id").empty();
                described = {};
                described.names.push_back({row.text("given"), row.text("family")});
            }
            const auto word = row.text("word");
            if (row.view_text("kind") == "birth")
                described.born = std::max(described.born, word);
            else if (!word.empty()) // an earlier name's words: each may be either
                described.names.push_back({"", word}), described.names.push_back({word, ""});
        });
        keep();
        last_ = newest;
    }

    std::shared_timed_mutex mutex_;
    std::atomic<std::int64_t> last_{0};
    linkage::Search search_{linkage::built_in_model()};
};

// How much the viewer may know of people.
class Clearances {
public:
    Clearances(db::Reader& reader, const access::Viewer& viewer, Instant now)
        : reader_(reader), viewer_(viewer), now_(now) {
        if (!viewer.host_agency) find_reach();
    }

    linkage::Rights rights() {
        return {{all_of_it, entry_alone},
                [this](std::span<const std::string_view> ids, std::span<linkage::Speaking> speaking) {
                    ask_about(ids);
                    for (std::size_t i = 0; i < ids.size(); ++i) {
                        const auto found = known_.find(ids[i]);
                        speaking[i] = found == known_.end() ? 0 : found->second >= 1 ? all_of_it : entry_alone;
                    }
                }};
    }

private:
    static constexpr linkage::Speaking all_of_it =
        1U << linkage::comparison::forename | 1U << linkage::comparison::birth;
    static constexpr linkage::Speaking entry_alone = all_of_it | linkage::year_alone | linkage::first_name_alone;
    static constexpr std::size_t short_reach = 1000;

    // Whoever works with few people need not be asked about all the others.
    void find_reach() {
        const std::array<db::Parameter, 2> parameters = {{{"posting", viewer_.posting}, {"limit", short_reach}}};
        reader_.for_each(people_within_reach, parameters,
                         [&](const db::Row& row) { reach_.insert(row.text("resource_id")); });
        has_short_reach_ = reach_.size() < short_reach;
    }

    void ask_about(std::span<const std::string_view> ids) {
        std::vector<std::string_view> unknown;
        for (const auto id : ids)
            if (asked_.insert(std::string(id)).second && (!has_short_reach_ || reach_.contains(id)))
                unknown.push_back(id);
        db::for_each_of(reader_, how_much_of_each, unknown, {{"posting", viewer_.posting}, {"now", now_}},
                        [&](const db::Row& row) { known_[row.text("resource_id")] = row.integer("clearance"); });
    }

    db::Reader& reader_;
    const access::Viewer& viewer_;
    Instant now_;
    bool has_short_reach_ = false;
    std::set<std::string, std::less<>> reach_, asked_;
    std::map<std::string, std::int64_t, std::less<>> known_;
};

struct Proposed {
    linkage::Bits weight = 0;
    std::string id;
    std::vector<std::string> reasons;
};

// Of several readings the better; the order is that of the weights, then of the ids.
std::vector<Proposed> proposed(db::Reader& reader, const access::Viewer& viewer,
                               const std::vector<linkage::Sought>& readings, std::size_t most, Instant now) {
    auto& index = reader.beside().of<Index>();
    if (readings.empty() || !index.follow(reader, most_read_in_passing)) return {};
    Clearances clearances(reader, viewer, now);
    std::map<std::string, Proposed> best;
    index.ask([&](const linkage::Search& search) {
        for (const auto& sought : readings)
            for (const auto& hit : search.find(sought, most, clearances.rights())) {
                auto& kept = best[std::string(hit.id)];
                if (kept.id.empty() || hit.weight > kept.weight) kept = {hit.weight, std::string(hit.id), reasons(hit)};
            }
    });
    std::vector<Proposed> ordered;
    for (auto& [id, each] : best)
        ordered.push_back(std::move(each));
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const Proposed& l, const Proposed& r) { return l.weight > r.weight; });
    return ordered;
}

std::vector<Match> shown(db::Reader& reader, const access::Viewer& viewer, const std::vector<Proposed>& proposed,
                         const std::vector<Match>& already, std::size_t most, Instant now) {
    std::vector<Match> matches;
    for (const auto& each : proposed) {
        if (matches.size() == most) break;
        auto summary = reader.one(summary_of, {{"person", std::string_view(each.id)}}, to_summary);
        if (!summary) continue;
        const bool is_there = std::any_of(already.begin(), already.end(), [&](const Match& other) {
            return other.candidate.summary.id == summary->id;
        });
        if (!is_there) matches.push_back({{*std::move(summary)}, each.reasons});
    }
    say_how_much_may_be_shown(reader, viewer, matches, now);
    return matches;
}

} // namespace

std::vector<Match> similar_people(db::Reader& reader, const access::Viewer& viewer, std::string_view typed,
                                  const std::vector<Match>& already, Instant now) {
    std::vector<linkage::Sought> sought;
    for (auto& described : readings(read_terms(typed)))
        sought.push_back({described, false, [described](linkage::Pattern p) { return is_similar(p, described); }});
    return shown(reader, viewer, proposed(reader, viewer, sought, most_similar + already.size(), now), already,
                 most_similar, now);
}

std::vector<Match> similar_people(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person,
                                  const std::vector<Match>& already, Instant now) {
    linkage::Sought sought;
    sought.is_enough = may_be_same;
    sought.described.names.push_back({person.name.given, person.name.family});
    if (const auto& born = person.birth.born()) {
        auto& day = sought.described.born;
        day = fmt::format("{:04}", born->year());
        if (born->month()) day += fmt::format("-{:02}", born->month());
        if (born->day()) day += fmt::format("-{:02}", born->day());
    }
    if (person.name.given.empty() && person.name.family.empty()) return {};
    return shown(reader, viewer, proposed(reader, viewer, {sought}, most_likely + already.size(), now), already,
                 most_likely, now);
}

void add_similar(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person, std::vector<Match>& likely,
                 Instant now) {
    if (likely.size() >= most_likely) return;
    for (auto& match : similar_people(reader, viewer, person, likely, now))
        if (likely.size() < most_likely) likely.push_back(std::move(match));
}

std::vector<Match> likely_same_or_similar(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person,
                                          Instant now) {
    auto matches = likely_same(reader, viewer, person, now);
    add_similar(reader, viewer, person, matches, now);
    return matches;
}

void build_similar(db::Reader& reader) {
    reader.beside().of<Index>().follow(reader, INT64_MAX);
}

} // namespace kith::people
