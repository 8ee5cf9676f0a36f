#include "requests/queue_store.h"

#include "db/database.h"

namespace kith::requests {

namespace {

QueueLine to_line(const db::Row& row) {
    return {.id = row.id<Request>("id"),
            .reference = row.reference("reference"),
            .sent_at = row.instant("sent_at"),
            .names = row.text("names"),
            .from = row.text("agency_name"),
            .ward = row.flag("ward_is_private") ? std::nullopt : std::optional(row.text("ward_name")),
            .state = to_state(row.text("state")).value_or(State::received),
            .danger = row.flag("danger"),
            .urgency = row.text("urgency"),
            .due_at = row.optional_instant("due_at"),
            .decided_at = row.optional_instant("decided_at"),
            .stepped_up_at = row.optional_instant("stepped_up_at"),
            .sent_back_at = row.optional_instant("sent_back_at"),
            .accepted_at = row.optional_instant("accepted_at"),
            .replied_at = row.optional_instant("replied_at"),
            .decision = row.text("decision"),
            .taken_by = row.text("taken_by_name"),
            .mine = row.flag("mine"),
            .version = row.integer("version")};
}

// The tabs: "received" and "step_up" wait for the front door, "question" for the referrer. Only the lines of the page
// are looked up in full; the others are counted.
constexpr db::Sql requests_in_the_queue = R"sql(
    with listed as (
    select r.id, count(*) over () as total
      from requests r
     where r.state <> 'decided'
       and r.state = :state
       and (:agency = '' or exists (select 1
                                      from agencies f
                                     where f.id = r.sender_agency_id
                                       and f.reference = :agency))
       and (:need = '' or exists (select 1
                                    from request_needs n
                                   where n.request_id = r.id
                                     and n.need = :need))
       and (:area = ''
            or ((r.locality = :area or r.ward = :area)
                and not exists (select 1
                                      from resource_persons x
                                      cross join guarded_whereabouts g
                                     where x.resource_id = r.id
                                       and g.person_id = x.person_id
                                       and not exists (select 1
                                                         from location_list l
                                                        where l.person_id = g.protected_id
                                                          and l.posting_id = :posting
                                                          and l.starts_at <= :now
                                                          and l.ends_at > :now))))
       and (:any_age or exists (select 1
                                            from request_persons p
                                           where p.request_id = r.id
                                             and p.kind = 'child'
                                             and p.born_until >= :born_from
                                             and p.born_from <= :born_until))
       and (not :urgent or r.danger or r.urgency = 'today')
       and (not :late or r.due_at < :now)
       and (not :mine or r.taken_by_posting_id = :posting)
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by r.danger desc, r.sent_at, r.id
     limit :many offset :passed
    )
    select r.*, b.sent_back_at, b.accepted_at, b.replied_at,
           exists (select 1
                              from resource_persons x
                              cross join guarded_whereabouts g
                             where x.resource_id = r.id
                               and g.person_id = x.person_id
                               and not exists (select 1
                                                 from location_list l
                                                where l.person_id = g.protected_id
                                                  and l.posting_id = :posting
                                                  and l.starts_at <= :now
                                                  and l.ends_at > :now)) as ward_is_private,
           coalesce(r.taken_by_posting_id = :posting, false) as mine,
           q.total
      from listed q
      join request_lines r on r.id = q.id
      join request_replies b on b.request_id = q.id
     order by r.danger desc, r.sent_at, r.id
)sql";

constexpr db::Sql requests_decided_lately = R"sql(
    with listed as (
    select r.id, count(*) over () as total
      from requests r
     where r.state = 'decided'
       and r.decided_at > :since
       and (:agency = '' or exists (select 1
                                      from agencies f
                                     where f.id = r.sender_agency_id
                                       and f.reference = :agency))
       and (:need = '' or exists (select 1
                                    from request_needs n
                                   where n.request_id = r.id
                                     and n.need = :need))
       and (:area = ''
            or ((r.locality = :area or r.ward = :area)
                and not exists (select 1
                                      from resource_persons x
                                      cross join guarded_whereabouts g
                                     where x.resource_id = r.id
                                       and g.person_id = x.person_id
                                       and not exists (select 1
                                                         from location_list l
                                                        where l.person_id = g.protected_id
                                                          and l.posting_id = :posting
                                                          and l.starts_at <= :now
                                                          and l.ends_at > :now))))
       and (:any_age or exists (select 1
                                            from request_persons p
                                           where p.request_id = r.id
                                             and p.kind = 'child'
                                             and p.born_until >= :born_from
                                             and p.born_from <= :born_until))
       and (not :urgent or r.danger or r.urgency = 'today')
       and (not :mine or r.taken_by_posting_id = :posting)
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by r.decided_at desc, r.id desc
     limit :many offset :passed
    )
    select r.*, b.sent_back_at, b.accepted_at, b.replied_at,
           exists (select 1
                              from resource_persons x
                              cross join guarded_whereabouts g
                             where x.resource_id = r.id
                               and g.person_id = x.person_id
                               and not exists (select 1
                                                 from location_list l
                                                where l.person_id = g.protected_id
                                                  and l.posting_id = :posting
                                                  and l.starts_at <= :now
                                                  and l.ends_at > :now)) as ward_is_private,
           coalesce(r.taken_by_posting_id = :posting, false) as mine,
           q.total
      from listed q
      join request_lines r on r.id = q.id
      join request_replies b on b.request_id = q.id
     order by r.decided_at desc, r.id desc
)sql";

// Each part has an index of its own: both in one question read all that was ever asked.
constexpr db::Sql how_many_in_each_state = R"sql(
    with shown (id, state, due_at) as (
        select id, state, due_at
          from requests
         where state <> 'decided'
         union all
        select id, state, null
          from requests
         where state = 'decided'
           and decided_at > :since
    )
    select r.state, count(*) as requests, count(*) filter (where r.due_at < :now) as late
      from shown r
     where exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     group by r.state
)sql";

constexpr db::Sql agencies_with_something_in_the_queue = R"sql(
    with shown (id, sender_agency_id) as (
        select id, sender_agency_id
          from requests
         where state <> 'decided'
         union all
        select id, sender_agency_id
          from requests
         where state = 'decided'
           and decided_at > :since
    )
    select a.reference, a.name
      from agencies a
     where a.id in (select r.sender_agency_id
                      from shown r
                     where exists (select 1
                                     from may_see s
                                    where s.resource_id = r.id
                                      and s.posting_id = :posting
                                      and s.starts_at <= :now
                                      and s.ends_at > :now
                                      and s.clearance >= 1))
     order by a.name, a.id
)sql";

constexpr db::Sql requests_of_the_viewers_agency = R"sql(
    with listed as (
    select r.id, count(*) over () as total
      from requests r
     where r.sender_agency_id = :agency
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by r.sent_at desc, r.id desc
     limit :many offset :passed
    )
    select r.*, b.sent_back_at, b.accepted_at, b.replied_at,
           exists (select 1
                              from resource_persons x
                              cross join guarded_whereabouts g
                             where x.resource_id = r.id
                               and g.person_id = x.person_id
                               and not exists (select 1
                                                 from location_list l
                                                where l.person_id = g.protected_id
                                                  and l.posting_id = :posting
                                                  and l.starts_at <= :now
                                                  and l.ends_at > :now)) as ward_is_private,
           coalesce(r.taken_by_posting_id = :posting, false) as mine,
           q.total
      from listed q
      join request_lines r on r.id = q.id
      join request_replies b on b.request_id = q.id
     order by r.sent_at desc, r.id desc
)sql";

// Days of birth of children whose age is in the band today; unborn children are under five.
struct BornBetween {
    std::optional<Day> from = {};
    std::optional<Day> until = {};
};

Day years_before(Day today, int years) {
    const auto day = Day::from_parts(today.year() - years, today.month(), today.day_of_month());
    return day ? *day : *Day::from_parts(today.year() - years, 3, 1);
}

BornBetween born_between(std::optional<AgeBand> band, Day today) {
    if (!band) return {};

    switch (*band) {
    case AgeBand::under_5:
        return {years_before(today, 5) + 1, today + 365};
    case AgeBand::from_5_to_10:
        return {years_before(today, 11) + 1, years_before(today, 5)};
    case AgeBand::from_11_to_15:
        return {years_before(today, 16) + 1, years_before(today, 11)};
    case AgeBand::from_16:
        break;
    }
    return {years_before(today, 120), years_before(today, 16)};
}

// One page of what the question gives, and how many there are in all; the first page, when that one is past the end.
struct OnePage {
    std::vector<QueueLine> lines = {};
    std::int64_t total = 0;
    int page = 1;
};

OnePage one_page(db::Reader& reader, const db::Sql& question, const std::vector<db::Parameter>& parameters, int page) {
    OnePage found{.page = std::max(page, 1)};
    auto all = parameters;
    all.emplace_back("many", queue_lines_on_a_page);
    all.emplace_back("passed", static_cast<std::int64_t>(found.page - 1) * queue_lines_on_a_page);
    reader.for_each(question, all, [&](const db::Row& row) {
        found.lines.push_back(to_line(row));
        found.total = row.integer("total");
    });
    return found.lines.empty() && found.page > 1 ? one_page(reader, question, parameters, 1) : found;
}

} // namespace

std::string_view code(QueueTab tab) {
    if (tab == QueueTab::question) return "question";
    if (tab == QueueTab::step_up) return "step_up";
    return tab == QueueTab::decided ? "decided" : "waiting";
}

std::optional<QueueTab> to_queue_tab(std::string_view text) {
    for (const auto tab : {QueueTab::waiting, QueueTab::question, QueueTab::step_up, QueueTab::decided})
        if (code(tab) == text) return tab;
    return std::nullopt;
}

Queue queue(db::Reader& reader, const access::Viewer& viewer, const QueueFilter& filter, Instant now) {
    const auto born = born_between(filter.age, now.day());
    const bool decided = filter.tab == QueueTab::decided;
    const auto from = filter.from ? filter.from->text() : std::string();
    const std::array shared{db::Parameter("posting", viewer.posting),
                            db::Parameter("agency", from),
                            db::Parameter("need", filter.need),
                            db::Parameter("area", filter.area),
                            db::Parameter("any_age", !filter.age.has_value()),
                            db::Parameter("born_from", born.from),
                            db::Parameter("born_until", born.until),
                            db::Parameter("urgent", filter.urgent),
                            db::Parameter("mine", filter.mine),
                            db::Parameter("now", now)};
    std::vector<db::Parameter> parameters(shared.begin(), shared.end());
    if (decided) {
        parameters.emplace_back("since", now - looking_back);
    } else {
        parameters.emplace_back("state", filter.tab == QueueTab::waiting ? code(State::received) : code(filter.tab));
        parameters.emplace_back("late", filter.late);
    }
    auto found = one_page(reader, decided ? requests_decided_lately : requests_in_the_queue, parameters, filter.page);

    Queue result{.lines = std::move(found.lines), .total = found.total, .page = found.page};
    reader.all(how_many_in_each_state, {{"posting", viewer.posting}, {"now", now}, {"since", now - looking_back}},
               [&](const db::Row& row) {
                   const auto state = to_state(row.text("state")).value_or(State::received);
                   auto& count = state == State::decided    ? result.decided
                                 : state == State::question ? result.question
                                 : state == State::step_up  ? result.step_up
                                                            : result.waiting;
                   count += row.integer("requests");
                   result.late += row.integer("late");
                   return true;
               });
    return result;
}

std::vector<QueueAgency> agencies_in_queue(db::Reader& reader, const access::Viewer& viewer, Instant now) {
    return reader.all(agencies_with_something_in_the_queue,
                      {{"posting", viewer.posting}, {"now", now}, {"since", now - looking_back}},
                      [](const db::Row& row) {
                          return QueueAgency{row.reference("reference"), row.text("name")};
                      });
}

OwnRequests own_requests(db::Reader& reader, const access::Viewer& viewer, int page, Instant now) {
    auto found = one_page(reader, requests_of_the_viewers_agency,
                          {{"posting", viewer.posting}, {"agency", viewer.agency}, {"now", now}}, page);
    return {std::move(found.lines), found.total, found.page};
}

} // namespace kith::requests
