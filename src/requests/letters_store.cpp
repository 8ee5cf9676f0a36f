#include "requests/letters.h"

#include "db/database.h"
#include "mail/outbox.h"

namespace kith::requests {

namespace {

constexpr std::size_t most_colleagues = 10;

// First whoever has the posting, then the same person in another one, then the others.
constexpr db::Sql who_reads_for_the_posting = R"sql(
    select u.email,
           case when y.posting_id = o.id then 0
                when y.user_id = o.user_id then 1
                else 2 end as nearness
      from postings o
      join standing y on y.agency_id = o.agency_id
      join users u on u.id = y.user_id
     where o.id = :posting
       and (y.role = o.role or y.user_id = o.user_id)
       and y.starts_at <= :now
       and y.ends_at > :now
       and u.ended_at is null
       and exists (select 1
                     from may_see s
                    where s.resource_id = :request
                      and s.posting_id = y.posting_id
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by nearness, u.name, y.posting_id
)sql";

struct Reading {
    std::string email;
    std::int64_t nearness = 0;
};

} // namespace

void write_to(db::Writer& writer, Id<access::Posting> posting, const Request& request) {
    if (posting.empty()) return;
    const auto all =
        writer.all(who_reads_for_the_posting, {{"posting", posting}, {"request", request.id}, {"now", writer.now()}},
                   [](const db::Row& row) {
                       return Reading{row.text("email"), row.integer("nearness")};
                   });
    std::set<std::string> written;
    for (const auto& each : all) {
        if (each.nearness != all.front().nearness || written.size() == most_colleagues) return;
        if (written.insert(each.email).second)
            mail::post(writer, each.email, mail::Template::request_message, request.reference);
        if (each.nearness < 2) return;
    }
}

} // namespace kith::requests
