#include "requests/safe_contact_store.h"

#include "access/register.h"
#include "db/of_many.h"
#include "profiles/request_form.h"
#include "requests/request_rows.h"

namespace kith::requests {

namespace {

// About a person, a family or a period of help: the others are empty, and nothing is about them. "in" and two
// questions: joined to a table made on the way, SQLite reads all answers and all memberships first, for a filter.
constexpr db::Sql requests_that_may_say = R"sql(
    with records (id) as (
        select id
          from people
         where id = :person
         union all
        select other_id
          from same_persons
         where person_id = :person
    )
    select request_id as id
      from request_persons
     where person_id in (select id from records)
     union
    select q.id
      from standing_members m
     cross join requests q
     where m.person_id in (select id from records)
       and q.family_id = m.family_id
       and (m.until_on is null or m.until_on >= :today)
     union
    select j.request_id
      from standing_members m
     cross join episodes e
     cross join request_joins j
     where m.person_id in (select id from records)
       and e.family_id = m.family_id
       and j.episode_id = e.id
       and (m.until_on is null or m.until_on >= :today)
     union
    select n.request_id
      from standing_members m
     cross join request_persons n
     where m.family_id = :family
       and n.person_id = m.person_id
       and (m.until_on is null or m.until_on >= :today)
     union
    select id
      from requests
     where family_id = :family
     union
    select j.request_id
      from episodes e
     cross join request_joins j
     where e.family_id = :family
       and j.episode_id = e.id
     union
    select id
      from requests
     where episode_id = :episode
     union
    select request_id
      from request_joins
     where episode_id = :episode
)sql";

constexpr db::Sql what_they_say_of_safe_contact = R"sql(
    select r.id, r.reference, r.sent_at, r.episode_id, w.position, w.sealed
      from requests r
     cross join request_answers w
     where r.id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                    :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
       and w.request_id = r.id
       and w.person = 0
       and w.question = :safe_contact
     order by r.sent_at desc, r.reference, w.position
)sql";

SafeContactSaid to_said(const Vault& vault, const db::Row& row) {
    const auto id = row.id<Request>("id");
    return {.request = id,
            .reference = row.reference("reference"),
            .sent_at = row.instant("sent_at"),
            .episode = row.id<episodes::Episode>("episode_id"),
            .words = vault.open(row.blob("sealed"), place_of_answer(id, row.integer("position"))).at(0)};
}

// With all that each says: an answer of several parts is several rows.
std::vector<SafeContactSaid> all_said(db::Reader& reader, db::Parameters about) {
    const auto requests = reader.all(requests_that_may_say, about, [](const db::Row& row) { return row.text("id"); });
    std::vector<SafeContactSaid> all;
    db::for_each_of(reader, what_they_say_of_safe_contact, {requests.begin(), requests.end()},
                    {{"safe_contact", profiles::key::safe_contact}}, [&](const db::Row& row) {
                        auto said = to_said(reader.vault(), row);
                        if (said.words.empty()) return;
                        if (!all.empty() && all.back().request == said.request)
                            all.back().words += "\n" + said.words;
                        else
                            all.push_back(std::move(said));
                    });
    // Sixteen at a time come in their order, and all of them not yet.
    std::stable_sort(all.begin(), all.end(), [](const SafeContactSaid& one, const SafeContactSaid& other) {
        return one.sent_at > other.sent_at;
    });
    return all;
}

// Not where something stands against it: then the viewer learns nothing of it.
bool may_learn_of(const access::Decision& decision) {
    if (decision.effect != access::Effect::hidden) return true;
    return decision.reason == "no relationship" || decision.reason == "not shared" || decision.reason == "sensitive";
}

std::vector<SafeContactSaid> as_the_viewer_may_know(db::Reader& reader, const access::Viewer& viewer,
                                                    std::vector<SafeContactSaid> all, std::string_view known,
                                                    Instant now) {
    std::vector<std::string_view> ids;
    for (const auto& each : all)
        ids.push_back(each.request.text());
    std::vector<access::Decision> decisions;
    for (const auto& rights : access::rights_to_each(reader, viewer, ids, now))
        decisions.push_back(rights.to(access::Action::read_request));

    std::set<std::string, std::less<>> read{std::string(known)};
    for (std::size_t i = 0; i < all.size(); ++i)
        if (decisions[i].effect == access::Effect::content) read.insert(all[i].words);
    std::vector<SafeContactSaid> told;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool is_read = decisions[i].effect == access::Effect::content;
        if (!is_read && (!may_learn_of(decisions[i]) || read.contains(all[i].words))) continue;
        if (!is_read) all[i].words.clear();
        told.push_back(std::move(all[i]));
    }
    return told;
}

struct About {
    Id<people::Person> person = {};
    Id<families::Family> family = {};
    Id<episodes::Episode> episode = {};
};

std::vector<SafeContactSaid> said_about(db::Reader& reader, const access::Viewer& viewer, const About& about,
                                        std::string_view known, Instant now) {
    auto all = all_said(
        reader, {{"person", about.person}, {"family", about.family}, {"episode", about.episode}, {"today", now.day()}});
    return as_the_viewer_may_know(reader, viewer, std::move(all), known, now);
}

} // namespace

std::vector<SafeContactSaid> safe_contact_about(db::Reader& reader, const access::Viewer& viewer,
                                                Id<people::Person> person, std::string_view known, Instant now) {
    return said_about(reader, viewer, {.person = person}, known, now);
}

std::vector<SafeContactSaid> safe_contact_about(db::Reader& reader, const access::Viewer& viewer,
                                                Id<families::Family> family, Instant now) {
    return said_about(reader, viewer, {.family = family}, {}, now);
}

std::vector<SafeContactSaid> safe_contact_about(db::Reader& reader, const access::Viewer& viewer,
                                                Id<episodes::Episode> episode, Instant now) {
    return said_about(reader, viewer, {.episode = episode}, {}, now);
}

} // namespace kith::requests
