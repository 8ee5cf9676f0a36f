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
            .decision = row.text("decision"),
            .taken_by = row.text("taken_by_name"),
            .mine = row.flag("mine"),
            .version = row.integer("version")};
}

// The tabs: "received" and "step_up" wait for the front door, "question" for the referrer.
constexpr db::Sql requests_in_the_queue = R"sql(
    select r.id, r.reference, r.sent_at, r.names, a.name as agency_name,
           exists (select 1
                              from resource_persons x
                              join guarded_whereabouts g on g.person_id = x.person_id
                             where x.resource_id = r.id
                               and not exists (select 1
                                                 from location_list l
                                                where l.person_id = g.protected_id
                                                  and l.posting_id = :posting
                                                  and l.starts_at <= :now
                                                  and l.ends_at > :now)) as ward_is_private,
           w.name as ward_name, r.state, r.danger,
           r.urgency, r.due_at, r.decided_at, r.version, u.name as taken_by_name,
           coalesce(r.taken_by_posting_id = :posting, false) as mine,
           (select d.label
              from request_decisions d
             where d.request_id = r.id
             order by d.decided_at desc, d.id desc
             limit 1) as decision
      from requests r
      join agencies a on a.id = r.sender_agency_id
      left join wards w on w.code = r.ward
      left join postings t on t.id = r.taken_by_posting_id
      left join users u on u.id = t.user_id
     where r.state <> 'decided'
       and case r.state when 'question' then 'question' else 'waiting' end = :tab
       and (:agency = '' or a.reference = :agency)
       and (:need = '' or exists (select 1
                                    from request_needs n
                                   where n.request_id = r.id
                                     and n.need = :need))
       and (:area = ''
            or ((r.locality = :area or r.ward = :area)
                and not exists (select 1
                                      from resource_persons x
                                      join guarded_whereabouts g on g.person_id = x.person_id
                                     where x.resource_id = r.id
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
)sql";

constexpr db::Sql requests_decided_lately = R"sql(
    select r.id, r.reference, r.sent_at, r.names, a.name as agency_name,
           exists (select 1
                              from resource_persons x
                              join guarded_whereabouts g on g.person_id = x.person_id
                             where x.resource_id = r.id
                               and not exists (select 1
                                                 from location_list l
                                                where l.person_id = g.protected_id
                                                  and l.posting_id = :posting
                                                  and l.starts_at <= :now
                                                  and l.ends_at > :now)) as ward_is_private,
           w.name as ward_name, r.state, r.danger,
           r.urgency, r.due_at, r.decided_at, r.version, u.name as taken_by_name,
           coalesce(r.taken_by_posting_id = :posting, false) as mine,
           (select d.label
              from request_decisions d
             where d.request_id = r.id
             order by d.decided_at desc, d.id desc
             limit 1) as decision
      from requests r
      join agencies a on a.id = r.sender_agency_id
      left join wards w on w.code = r.ward
      left join postings t on t.id = r.taken_by_posting_id
      left join users u on u.id = t.user_id
     where r.state = 'decided'
       and r.decided_at > :since
       and (:agency = '' or a.reference = :agency)
       and (:need = '' or exists (select 1
                                    from request_needs n
                                   where n.request_id = r.id
                                     and n.need = :need))
       and (:area = ''
            or ((r.locality = :area or r.ward = :area)
                and not exists (select 1
                                      from resource_persons x
                                      join guarded_whereabouts g on g.person_id = x.person_id
                                     where x.resource_id = r.id
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
)sql";

constexpr db::Sql how_many_in_each_state = R"sql(
    select r.state, count(*) as requests, count(*) filter (where r.state <> 'decided' and r.due_at < :now) as late
      from requests r
     where (r.state <> 'decided' or r.decided_at > :since)
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     group by r.state
)sql";

constexpr db::Sql agencies_with_something_in_the_queue = R"sql(
    select a.reference, a.name
      from agencies a
     where exists (select 1
                     from requests r
                    where r.sender_agency_id = a.id
                      and (r.state <> 'decided' or r.decided_at > :since)
                      and exists (select 1
                                    from may_see s
                                   where s.resource_id = r.id
                                     and s.posting_id = :posting
                                     and s.starts_at <= :now
                                     and s.ends_at > :now
                                     and s.clearance >= 1))
     order by a.name, a.id
)sql";

constexpr db::Sql requests_of_the_viewers_agency = R"sql(
    select r.id, r.reference, r.sent_at, r.names, a.name as agency_name,
           exists (select 1
                              from resource_persons x
                              join guarded_whereabouts g on g.person_id = x.person_id
                             where x.resource_id = r.id
                               and not exists (select 1
                                                 from location_list l
                                                where l.person_id = g.protected_id
                                                  and l.posting_id = :posting
                                                  and l.starts_at <= :now
                                                  and l.ends_at > :now)) as ward_is_private,
           w.name as ward_name, r.state, r.danger,
           r.urgency, r.due_at, r.decided_at, r.version, null as taken_by_name, false as mine, null as decision
      from requests r
      join agencies a on a.id = r.sender_agency_id
      left join wards w on w.code = r.ward
     where r.sender_agency_id = :agency
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by r.sent_at desc, r.id desc
)sql";

constexpr std::int64_t looking_back = 5 * days_ms;

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

// One page of what the question gives, and how many there are in all.
struct OnePage {
    std::vector<QueueLine> lines = {};
    std::int64_t total = 0;

    void add(const db::Row& row, int page) {
        const auto first = static_cast<std::int64_t>(std::max(page, 1) - 1) * queue_lines_on_a_page;
        if (total >= first && total < first + queue_lines_on_a_page) lines.push_back(to_line(row));
        ++total;
    }
};

} // namespace

std::string_view code(QueueTab tab) {
    if (tab == QueueTab::question) return "question";
    return tab == QueueTab::decided ? "decided" : "waiting";
}

std::optional<QueueTab> to_queue_tab(std::string_view text) {
    for (const auto tab : {QueueTab::waiting, QueueTab::question, QueueTab::decided})
        if (code(tab) == text) return tab;
    return std::nullopt;
}

Queue queue(db::Reader& reader, const access::Viewer& viewer, const QueueFilter& filter, Instant now) {
    const auto born = born_between(filter.age, now.day());
    const bool decided = filter.tab == QueueTab::decided;
    const auto from = filter.from ? filter.from->text() : std::string();
    OnePage page;
    const auto add = [&](const db::Row& row) { page.add(row, filter.page); };
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
        parameters.emplace_back("tab", code(filter.tab));
        parameters.emplace_back("late", filter.late);
    }
    reader.for_each(decided ? requests_decided_lately : requests_in_the_queue, parameters, add);

    Queue result{.lines = std::move(page.lines), .total = page.total};
    reader.all(how_many_in_each_state, {{"posting", viewer.posting}, {"now", now}, {"since", now - looking_back}},
               [&](const db::Row& row) {
                   const auto state = to_state(row.text("state")).value_or(State::received);
                   auto& count = state == State::decided    ? result.decided
                                 : state == State::question ? result.question
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
    OnePage found;
    const std::array parameters{db::Parameter("posting", viewer.posting), db::Parameter("agency", viewer.agency),
                                db::Parameter("now", now)};
    reader.for_each(requests_of_the_viewers_agency, parameters, [&](const db::Row& row) { found.add(row, page); });
    return {std::move(found.lines), found.total};
}

} // namespace kith::requests
