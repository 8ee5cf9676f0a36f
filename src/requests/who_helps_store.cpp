#include "requests/who_helps_store.h"

#include "db/database.h"
#include "episodes/episode_store.h"
#include "families/family_store.h"
#include "people/search_store.h"
#include "requests/new_person.h"

namespace kith::requests {

namespace {

// The agency is covered when it works with the family, when sharing with it was agreed, or when it was given the
// family's agreement, covering everyone named, with a request of its own that belongs to this help. What is of a
// category of its own, or sensitive, takes a scope for that category. A block, a seal, a restriction, a record that
// another agency keeps private or "contact only", on the episode, the family or anybody in it, outweighs all of them;
// so does a decision not to tell the agency, and a protected address, because where the worker sits and a landline tell
// the area.
constexpr db::Sql who_helps_as_far_as_the_agency_is_covered = R"sql(
    select e.id as episode_id, a.name as agency,
           (select u.name
              from standing l
              join users u on u.id = l.user_id
             where l.posting_id = e.lead_posting_id
               and l.starts_at <= :now
               and l.ends_at > :now) as lead,
           case when t.telephone <> '' then t.telephone else a.telephone end as telephone,
           case when e.closed_at is null then true else false end as is_open
      from episodes e
      join open_resources o on o.id = e.id and o.discoverable = true
      join agencies a on a.id = e.agency_id
      left join teams t on t.id = e.team_id
     where e.id = :episode
       and a.confidential = false
       and o.level <= 1
       and (o.agency_private = false or o.owner_agency_id = :agency)
       and (:host
            or o.owner_agency_id = :agency
            or not exists (select 1
                             from withheld w
                            where w.resource_id = e.id
                              and w.agency_id = :agency
                              and w.category = o.category))
       and (exists (select 1 from standing y where y.posting_id = :posting and y.any_block = false)
            or not exists (select 1
                             from blocked b
                            where b.user_id = :user
                              and b.resource_id = e.id))
       and not exists (select 1
                         from resource_persons x
                         join resources r on r.id = x.person_id
                        where x.resource_id = e.id
                          and (r.sealed = true or r.level >= 3 or r.discoverable = false
                               or (r.agency_private = true and r.owner_agency_id <> :agency)))
       and not exists (select 1
                         from resources r
                        where (r.id = e.family_id or r.id in (select m.person_id
                                                                from family_members m
                                                               where m.family_id = e.family_id))
                          and (r.sealed = true or r.level >= 3 or r.discoverable = false
                               or (r.agency_private = true and r.owner_agency_id <> :agency)))
       and not exists (select 1
                         from family_members m
                         join protected_persons x on x.person_id = m.person_id
                        where m.family_id = e.family_id)
       and not exists (select 1
                         from family_members m
                         join same_persons s on s.person_id = m.person_id
                         join protected_persons x on x.person_id = s.other_id
                        where m.family_id = e.family_id)
       and (exists (select 1
                      from scopes s
                     where s.case_id = e.id
                       and s.agency_id = :agency
                       and s.category = o.category
                       and s.starts_at <= :now
                       and s.ends_at > :now)
            or ((:host or o.owner_agency_id = :agency or o.category = 'ordinary')
                and (exists (select 1
                               from involvements i
                              where i.case_id = e.id
                                and i.agency_id = :agency
                                and i.starts_at <= :now
                                and i.ends_at > :now)
                     or exists (select 1
                                  from requests q
                                 where q.episode_id = e.id
                                   and q.sender_agency_id = :agency
                                   and q.agreement in ('parent_agrees', 'young_person_agrees')
                                   and exists (select 1
                                                 from request_answers w
                                                where w.request_id = q.id
                                                  and w.question = 'agreement_covers'
                                                  and w.code = 'everyone_named')))))
)sql";

// The open help of the families of whoever the front door said that child is.
constexpr db::Sql open_episodes_of_the_child = R"sql(
    select distinct e.id, p.person_id
      from request_persons p
      join standing_members m on m.person_id = p.person_id
      join episodes e on e.family_id = m.family_id
     where p.id = :earlier
       and e.closed_at is null
       and (m.until_on is null or m.until_on >= :today)
)sql";

} // namespace

std::optional<WhoHelps> who_helps(db::Reader& reader, const access::Viewer& viewer, Id<episodes::Episode> episode,
                                  Instant now) {
    return reader.one(who_helps_as_far_as_the_agency_is_covered,
                      {{"episode", episode},
                       {"user", viewer.user},
                       {"posting", viewer.posting},
                       {"agency", viewer.agency},
                       {"host", viewer.host_agency},
                       {"now", now}},
                      [](const db::Row& row) {
                          return WhoHelps{.lead = row.text("lead"),
                                          .agency = row.text("agency"),
                                          .telephone = row.text("telephone"),
                                          .is_open = row.flag("is_open"),
                                          .episode = row.id<episodes::Episode>("episode_id")};
                      });
}

namespace {

struct HelpFor {
    Id<people::Person> person = {};
    Id<episodes::Episode> episode = {};
};

std::optional<WhoHelps> first_told(db::Reader& reader, const access::Viewer& viewer, const std::vector<HelpFor>& help,
                                   Instant now) {
    for (const auto& each : help)
        if (auto helper = who_helps(reader, viewer, each.episode, now)) {
            helper->person = each.person;
            return helper;
        }
    return std::nullopt;
}

} // namespace

std::optional<WhoHelps> who_helps(db::Reader& reader, const access::Viewer& viewer, Id<RequestPerson> earlier,
                                  Instant now) {
    const auto help =
        reader.all(open_episodes_of_the_child, {{"earlier", earlier}, {"today", now.day()}}, [](const db::Row& row) {
            return HelpFor{row.id<people::Person>("person_id"), row.id<episodes::Episode>("id")};
        });
    return first_told(reader, viewer, help, now);
}

std::optional<WhoHelps> who_helps(db::Reader& reader, const access::Viewer& viewer, const NamedPerson& typed,
                                  Instant now) {
    std::vector<HelpFor> help;
    for (const auto& match : people::likely_same(reader, viewer, new_person(typed.person, typed.whereabouts), now)) {
        const auto& person = match.candidate.summary.id;
        for (const auto& family : families::families_of(reader, viewer, person, now))
            for (const auto& each : episodes::episodes_of(reader, viewer, family.id, now))
                if (each.episode.is_open()) help.push_back({person, each.episode.id});
    }
    return first_told(reader, viewer, help, now);
}

} // namespace kith::requests
