#include "db/database.h"
#include "db/of_many.h"
#include "people/model_choice.h"
#include "people/same_person.h"
#include "people/similar.h"
#include "people/similar_names.h"
#include "people/summary_row.h"

#include <shared_mutex>

namespace kith::people {

namespace {

// What a search may read on its way; more is for build_similar.
constexpr std::int64_t most_read_in_passing = 5000;
constexpr std::size_t most_similar = 20, most_likely = 10;

// What people are compared by, of everybody who changed between, with a row at least for each. Joins in a given order,
// and the person as an expression: else SQLite reads whole tables in the order of people, however few have changed.
constexpr db::Sql changed_between = R"sql(
    select c.person_id || '' as person_id, '' as kind, '' as word, '' as family
    from person_changes c
    where c.number > :since and c.number <= :until
    union all
    select c.person_id || '' as person_id, 'present', s.given, s.family
    from person_changes c
    cross join person_summaries s
    where c.number > :since and c.number <= :until
    and s.person_id = c.person_id
    union all
    select c.person_id || '' as person_id, w.kind, w.word, ''
    from person_changes c
    cross join person_words w
    where c.number > :since and c.number <= :until
    and w.person_id = c.person_id
    and w.kind in ('birth', 'previous_name', 'other_name')
    union all
    select c.person_id || '' as person_id, 'sex', d.sex, ''
    from person_changes c
    cross join person_details d
    where c.number > :since and c.number <= :until
    and d.person_id = c.person_id
    and not exists (select 1 from person_details l where l.person_id = d.person_id and l.number > d.number)
    union all
    select c.person_id || '' as person_id, i.scheme, i.value, ''
    from person_changes c
    cross join person_identifiers i
    where c.number > :since and c.number <= :until
    and i.person_id = c.person_id
    and i.withdrawn = false
    and not exists (select 1 from person_identifiers l where l.person_id = i.person_id and l.corrects = i.number)
    order by 1
)sql";

constexpr db::Sql change_of_person = R"sql(
    select number
    from person_changes
    where person_id = :person
)sql";

// Gathers what is known of one person from its rows.
class Gathered {
public:
    void add(const db::Row& row) {
        const auto kind = row.text("kind");
        const auto word = row.text("word");
        if (kind.empty()) return;
        if (kind == "present") {
            is_here_ = true;
            described_.names.insert(described_.names.begin(), {word, row.text("family")});
        } else if (kind == "birth") {
            described_.born = std::max(described_.born, word);
            is_born_ |= word.size() == year_alone;
        } else if (kind == "sex") {
            described_.sex = word;
        } else if (const auto scheme = to_scheme(kind)) {
            described_.identifiers[static_cast<std::size_t>(*scheme)].push_back(word);
        } else { // an earlier name's words: each may be either
            described_.names.push_back({"", word});
            described_.names.push_back({word, ""});
        }
    }

    bool is_here() const { return is_here_; }

    // An unborn child's expected day is no birthday to compare, and not even its year stands on the entry.
    linkage::Described described() const {
        auto described = described_;
        if (!is_born_) described.born.clear();
        return described;
    }

private:
    static constexpr std::size_t year_alone = 4;

    bool is_here_ = false;
    bool is_born_ = false; // then the year is a word of its own
    linkage::Described described_;
};

// What is known of each who changed between, one after another.
void for_each_gathered(db::Reader& reader, std::int64_t since, std::int64_t until,
                       const std::function<void(const std::string& person, const Gathered&)>& each) {
    std::string person;
    Gathered gathered;
    const std::array<db::Parameter, 2> parameters = {{{"since", since}, {"until", until}}};
    reader.for_each(changed_between, parameters, [&](const db::Row& row) {
        if (row.view_text("person_id") != person) {
            if (!person.empty()) each(person, gathered);
            person = row.text("person_id");
            gathered = {};
        }
        gathered.add(row);
    });
    if (!person.empty()) each(person, gathered);
}

// Nothing when there is no such person.
std::optional<linkage::Described> description(db::Reader& reader, Id<Person> person) {
    const auto number =
        reader.one(change_of_person, {{"person", person}}, [](const db::Row& row) { return row.integer("number"); });
    if (!number) return std::nullopt;
    Gathered gathered;
    reader.for_each(changed_between, std::array<db::Parameter, 2>{{{"since", *number - 1}, {"until", *number}}},
                    [&](const db::Row& row) { gathered.add(row); });
    if (!gathered.is_here()) return std::nullopt;
    return gathered.described();
}

// What whoever sees the entry alone may know.
linkage::Described entry_of(linkage::Described whole) {
    if (whole.names.size() > 1) whole.names.resize(1);
    if (whole.born.size() > 4) whole.born.resize(4);
    linkage::Described entry;
    entry.names = std::move(whole.names);
    entry.born = std::move(whole.born);
    return entry;
}

constexpr linkage::Speaking names_and_birth = 1U << linkage::comparison::forename | 1U << linkage::comparison::birth;
constexpr linkage::Speaking all_of_it =
    names_and_birth | 1U << linkage::comparison::sex | 15U << linkage::comparison::identifier;
constexpr linkage::Speaking entry_alone = names_and_birth | linkage::year_alone | linkage::first_name_alone;
constexpr linkage::Speaking of_somebody_asked_about = all_of_it | linkage::first_name_alone;

constexpr db::Sql people_within_reach = R"sql(
    select distinct w.resource_id
    from within_reach w
    join people p on p.id = w.resource_id
    where w.posting_id = :posting
    limit :limit
)sql";

constexpr db::Sql summaries_of = R"sql(
    select p.id, p.reference, s.given, s.family, s.birth_year
    from people p
    join person_summaries s on s.person_id = p.id
    where p.id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                   :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
)sql";

void read_into(linkage::Search& search, db::Reader& reader, std::int64_t since, std::int64_t until) {
    for_each_gathered(reader, since, until, [&](const std::string& person, const Gathered& gathered) {
        if (gathered.is_here())
            search.upsert(person, gathered.described());
        else
            search.remove(person);
    });
}

std::optional<linkage::Model> model_of(db::Reader& reader, const ModelChoice& choice) {
    return choice.model ? read_model(reader, *choice.model) : linkage::built_in_model();
}

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
        if (newest > last_) {
            read_into(*search_, reader, last_, newest);
            last_ = newest;
        }
        return true;
    }

    // Makes the index anew where another model was chosen, beside the one that is asked meanwhile. False: that model
    // cannot be read, and the one before goes on.
    bool take_up_chosen_model(db::Reader& reader) {
        const auto chosen = chosen_model(reader);
        if (chosen.number == choice_) return true;
        const auto model = model_of(reader, chosen);
        if (model) take_up(*model, chosen.model.value_or(0), reader);
        choice_ = chosen.number;
        return model.has_value();
    }

    ModelChoice weighing() const {
        const auto model = model_.load();
        return {choice_, model == 0 ? std::nullopt : std::optional(model)};
    }

    // False: busy being read into, and nothing was asked.
    template <typename Ask>
    bool ask(Ask&& question) {
        const std::shared_lock reading(mutex_, std::chrono::milliseconds(200));
        if (!reading) return false;
        question(*search_);
        return true;
    }

private:
    void take_up(const linkage::Model& model, std::int64_t number, db::Reader& reader) {
        auto fresh = std::make_unique<linkage::Search>(model);
        const auto newest = changes_so_far(reader);
        read_into(*fresh, reader, 0, newest);
        const std::lock_guard writing(mutex_); // let go before the old index is taken apart
        search_.swap(fresh);
        last_ = newest;
        model_ = number;
    }

    std::shared_timed_mutex mutex_;
    std::atomic<std::int64_t> last_{0}, choice_{0}, model_{0}; // model_: 0 is the built-in one
    std::unique_ptr<linkage::Search> search_ = std::make_unique<linkage::Search>(linkage::built_in_model());
};

// How much the viewer may know of people.
class Clearances {
public:
    Clearances(db::Reader& reader, const access::Viewer& viewer, linkage::Speaking by_entry, Instant now)
        : reader_(reader), viewer_(viewer), by_entry_(by_entry), now_(now) {
        if (!viewer.host_agency) find_reach();
    }

    linkage::Rights rights() {
        return {{all_of_it, by_entry_},
                [this](std::span<const std::string_view> ids, std::span<linkage::Speaking> speaking) {
                    ask_about(ids);
                    for (std::size_t i = 0; i < ids.size(); ++i) {
                        const auto found = known_.find(ids[i]);
                        speaking[i] = found == known_.end() ? 0 : speaking_at(found->second);
                    }
                }};
    }

private:
    static constexpr std::size_t short_reach = 1000;

    linkage::Speaking speaking_at(access::Effect effect) const {
        return effect == access::Effect::content ? all_of_it : effect == access::Effect::index ? by_entry_ : 0;
    }

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
        const auto rights = access::rights_to_each(reader_, viewer_, unknown, now_);
        for (std::size_t i = 0; i < unknown.size(); ++i)
            known_.emplace(unknown[i], rights[i].to(access::Action::read_person).effect);
    }

    db::Reader& reader_;
    const access::Viewer& viewer_;
    linkage::Speaking by_entry_; // what may be known of whose index entry alone the viewer sees
    Instant now_;
    bool has_short_reach_ = false;
    std::set<std::string, std::less<>> reach_, asked_;
    std::map<std::string, access::Effect, std::less<>> known_;
};

struct Proposed {
    linkage::Bits weight = 0;
    std::string id;
    std::vector<std::string> reasons;
};

// Of several readings the better; the order is that of the weights, then of the ids.
std::vector<Proposed> proposed(db::Reader& reader, const access::Viewer& viewer,
                               const std::vector<linkage::Sought>& readings, std::size_t most, Instant now,
                               linkage::Speaking by_entry = entry_alone) {
    auto& index = reader.beside().of<Index>();
    if (readings.empty() || !index.follow(reader, most_read_in_passing)) return {};
    Clearances clearances(reader, viewer, by_entry, now);
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
    std::vector<std::string_view> ids;
    for (const auto& each : proposed)
        ids.emplace_back(each.id);
    std::map<std::string, Summary, std::less<>> summaries;
    db::for_each_of(reader, summaries_of, ids, {},
                    [&](const db::Row& row) { summaries.emplace(row.text("id"), to_summary(row)); });
    std::vector<Match> matches;
    for (const auto& each : proposed)
        if (const auto found = summaries.find(each.id); found != summaries.end())
            matches.push_back({{found->second}, each.reasons});
    show_leading_records(reader, viewer, matches, now);
    std::erase_if(matches, [&](const Match& match) {
        return std::any_of(already.begin(), already.end(), [&](const Match& other) {
            return other.candidate.summary.id == match.candidate.summary.id;
        });
    });
    while (matches.size() > most)
        matches.pop_back();
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

namespace {

linkage::Sought sought_as(const NewPerson& person) {
    linkage::Sought sought;
    sought.is_enough = may_be_same;
    sought.described.names.push_back({person.name.given, person.name.family});
    if (const auto& born = person.birth.born()) {
        auto& day = sought.described.born;
        day = fmt::format("{:04}", born->year());
        if (born->month()) day += fmt::format("-{:02}", born->month());
        if (born->day()) day += fmt::format("-{:02}", born->day());
    }
    sought.described.sex = person.details.sex == Sex::unknown ? "" : std::string(code(person.details.sex));
    for (const auto& identifier : person.identifiers)
        sought.described.identifiers[static_cast<std::size_t>(identifier.scheme)].push_back(identifier.value);
    return sought;
}

std::vector<Match> likely_similar(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person,
                                  const std::vector<Match>& already, linkage::Speaking by_entry, Instant now) {
    if (person.name.given.empty() && person.name.family.empty()) return {};
    const auto found = proposed(reader, viewer, {sought_as(person)}, most_likely + already.size(), now, by_entry);
    return shown(reader, viewer, found, already, most_likely, now);
}

void add_up_to_most(std::vector<Match>& likely, std::vector<Match> similar) {
    for (auto& match : similar)
        if (likely.size() < most_likely) likely.push_back(std::move(match));
}

} // namespace

std::vector<Match> similar_people(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person,
                                  const std::vector<Match>& already, Instant now) {
    return likely_similar(reader, viewer, person, already, entry_alone, now);
}

void add_similar_to_asked(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person,
                          std::vector<Match>& likely, Instant now) {
    if (likely.size() < most_likely)
        add_up_to_most(likely, likely_similar(reader, viewer, person, likely, of_somebody_asked_about, now));
}

std::vector<Match> likely_same_or_similar(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person,
                                          Instant now) {
    auto matches = likely_same(reader, viewer, person, now);
    if (matches.size() < most_likely) add_up_to_most(matches, similar_people(reader, viewer, person, matches, now));
    return matches;
}

namespace {

std::optional<linkage::Sought> sought_as(db::Reader& reader, Id<Person> person, Depth depth) {
    auto described = description(reader, person);
    if (!described) return std::nullopt;
    return linkage::Sought{depth == Depth::content ? *std::move(described) : entry_of(*std::move(described))};
}

linkage::Speaking speaking_at(Depth depth) {
    return depth == Depth::content ? all_of_it : entry_alone;
}

Comparison to_comparison(linkage::Hit hit) {
    return {Id<Person>::trusted(hit.id), hit.weight, hit.pattern, std::move(hit.contributions)};
}

} // namespace

std::optional<Comparison> compared(db::Reader& reader, Id<Person> one, Id<Person> other, Depth depth) {
    auto& index = reader.beside().of<Index>();
    if (!index.follow(reader, most_read_in_passing)) return std::nullopt;
    const auto sought = sought_as(reader, std::min(one, other), depth);
    if (!sought) return std::nullopt;
    std::optional<Comparison> found;
    index.ask([&](const linkage::Search& search) {
        if (auto hit = search.compare(std::max(one, other).text(), *sought, speaking_at(depth)))
            found = to_comparison(*std::move(hit));
    });
    return found;
}

std::optional<std::vector<Comparison>> likeliest_same(db::Reader& reader, Id<Person> person, Depth depth,
                                                      std::size_t most) {
    auto& index = reader.beside().of<Index>();
    if (!index.follow(reader, most_read_in_passing)) return std::nullopt;
    std::vector<Comparison> found;
    auto sought = sought_as(reader, person, depth);
    if (!sought) return found;
    sought->is_enough = may_be_recorded_twice;
    const auto speaking = speaking_at(depth);
    const linkage::Rights rights{{speaking},
                                 [&](std::span<const std::string_view> ids, std::span<linkage::Speaking> each) {
                                     for (std::size_t i = 0; i < ids.size(); ++i)
                                         each[i] = ids[i] == person.text() ? 0 : speaking;
                                 }};
    const bool was_asked = index.ask([&](const linkage::Search& search) {
        for (auto& hit : search.find(*sought, most, rights))
            found.push_back(to_comparison(std::move(hit)));
    });
    if (!was_asked) return std::nullopt;
    return found;
}

namespace {

constexpr db::Sql kept_from_learning = R"sql(
    select r.id
    from resources r
    where r.kind = 'person'
    and (r.sealed = true
         or exists (select 1 from restricted_reach k where k.resource_id = r.id))
)sql";

} // namespace

void for_each_to_learn_from(
    db::Reader& reader,
    const std::function<void(const std::string& person, const linkage::Described& described)>& each) {
    std::set<std::string, std::less<>> kept;
    reader.for_each(kept_from_learning, {}, [&](const db::Row& row) { kept.insert(row.text("id")); });
    for_each_gathered(reader, 0, changes_so_far(reader), [&](const std::string& person, const Gathered& gathered) {
        if (gathered.is_here() && !kept.contains(person)) each(person, gathered.described());
    });
}

ModelChoice weighing_model(db::Reader& reader) {
    return reader.beside().of<Index>().weighing();
}

bool build_similar(db::Reader& reader) {
    auto& index = reader.beside().of<Index>();
    const bool could_be_read = index.take_up_chosen_model(reader);
    index.follow(reader, INT64_MAX);
    return could_be_read;
}

} // namespace kith::people
