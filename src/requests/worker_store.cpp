#include "requests/worker_store.h"

#include "db/database.h"
#include "episodes/episode_store.h"

namespace kith::requests {

Worker to_worker(const db::Row& row) {
    return {.posting = row.id<access::Posting>("posting_id"),
            .user = row.id<access::User>("user_id"),
            .name = row.text("name"),
            .email = row.text("email"),
            .agency = row.id<agencies::Agency>("agency_id"),
            .agency_name = row.text("agency_name"),
            .telephone = row.text("telephone"),
            .agency_is_confidential = row.optional_flag("confidential").value_or(false)};
}

Worker sender_agency(const db::Row& row) {
    return {.agency = row.id<agencies::Agency>("sender_agency_id"),
            .agency_name = row.text("agency_name"),
            .agency_is_confidential = row.flag("confidential")};
}

Worker known_to(const access::Viewer& viewer, const access::Rights& rights, Worker worker) {
    const bool at_the_front_door = rights.to(access::Action::triage_request).effect == access::Effect::content;
    if (!worker.agency_is_confidential || worker.agency == viewer.agency || at_the_front_door) return worker;
    return {.agency_name = std::string(episodes::support_service)};
}

namespace {

constexpr db::Sql who_has_the_posting = R"sql(
    select p.id as posting_id, p.user_id, u.name, u.email, p.agency_id, a.name as agency_name, a.telephone,
           a.confidential
      from postings p
      join users u on u.id = p.user_id
      join agencies a on a.id = p.agency_id
     where p.id = :posting
)sql";

constexpr db::Sql who_works_there_and_asks = R"sql(
    select p.id as posting_id, p.user_id, u.name, u.email, p.agency_id, a.name as agency_name, a.telephone,
           a.confidential
      from postings p
      join users u on u.id = p.user_id
      join agencies a on a.id = p.agency_id
     where p.agency_id = :agency
       and p.user_id <> :but
       and p.role in ('partner', 'early_help_worker', 'team_manager', 'triage')
       and p.starts_at <= :now
       and p.ends_at > :now
       and u.ended_at is null
     order by u.name, p.id
)sql";

// One line for somebody with two postings.
std::vector<Worker> once_each(std::vector<Worker> workers) {
    std::set<Id<access::User>> seen;
    std::erase_if(workers, [&](const Worker& each) { return !seen.insert(each.user).second; });
    return workers;
}

} // namespace

Worker worker(db::Reader& reader, Id<access::Posting> posting) {
    return reader.one(who_has_the_posting, {{"posting", posting}}, to_worker).value_or(Worker());
}

std::vector<Worker> colleagues(db::Reader& reader, const access::Viewer& viewer, Instant now) {
    return once_each(reader.all(who_works_there_and_asks,
                                {{"agency", viewer.agency}, {"but", viewer.user}, {"now", now}}, to_worker));
}

} // namespace kith::requests
