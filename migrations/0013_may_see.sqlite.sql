-- Who may see what, how much of it (0 the index, 1 the content), from when until when: access::decide() in SQL. A test
-- holds both spellings of this view and decide() equal on random worlds.
--
-- Each part is one rule and says again that it is neither blocked nor private to another agency, and the instants are
-- cast: only when all parts of a "union all" give columns of the same declared type, and nothing is wrapped around them,
-- does SQLite look up the one record that is asked about instead of listing everything that may be seen.

create view may_see as
-- index: what the host agency's workers of a locality may know to exist
select s.posting_id, r.id as resource_id, 0 as clearance,
       cast(s.starts_at as bigint) as starts_at,
       cast(s.ends_at as bigint) as ends_at
from open_resources r
cross join standing s
where s.host = true
and s.role in ('early_help_worker', 'team_manager', 'triage')
and (r.kind <> 'request' or s.role = 'triage')
and r.discoverable = true
and (not exists (select 1 from posting_localities l where l.posting_id = s.posting_id)
     or exists (select 1 from posting_localities l where l.posting_id = s.posting_id and l.locality = r.locality))
and (r.agency_private = false or r.owner_agency_id = s.agency_id)
and (s.any_block = false
     or not exists (select 1 from blocked b where b.user_id = s.user_id and b.resource_id = r.id))
union all
-- own: what this posting made, and its agency's requests
select s.posting_id, r.id, 1,
       cast(s.starts_at as bigint),
       cast(s.ends_at as bigint)
from open_resources r
cross join standing s
where (s.posting_id = r.maker_posting_id or (r.kind = 'request' and s.agency_id = r.owner_agency_id))
and (r.agency_private = false or r.owner_agency_id = s.agency_id)
and (s.any_block = false
     or not exists (select 1 from blocked b where b.user_id = s.user_id and b.resource_id = r.id))
union all
-- involved, itself or by its agency (no further than ordinary); manages, what others of its agency are involved in
select s.posting_id, r.id, 1,
       cast(case when i.starts_at > s.starts_at then i.starts_at else s.starts_at end as bigint),
       cast(case when i.ends_at < s.ends_at then i.ends_at else s.ends_at end as bigint)
from open_resources r
join resource_cases c on c.resource_id = r.id
join involvements i on i.case_id = c.case_id
join standing s on s.agency_id = i.agency_id
where (i.posting_id = s.posting_id
       or (s.role = 'team_manager' and s.host = true)
       or (i.posting_id is null and r.level <= 1))
and (s.host = true
     or r.owner_agency_id = s.agency_id
     or (r.category = 'ordinary'
         and not exists (select 1
                     from withheld w
                     where w.resource_id = r.id
                     and w.agency_id = s.agency_id
                     and w.category = r.category)))
and (r.agency_private = false or r.owner_agency_id = s.agency_id)
and (s.any_block = false
     or not exists (select 1 from blocked b where b.user_id = s.user_id and b.resource_id = r.id))
union all
-- involved, and another agency's sensitive information is shared with the agency for its category
select s.posting_id, r.id, 1,
       cast(case when i.starts_at >= g.starts_at and i.starts_at >= s.starts_at then i.starts_at
                 when g.starts_at >= s.starts_at then g.starts_at else s.starts_at end as bigint),
       cast(case when i.ends_at <= g.ends_at and i.ends_at <= s.ends_at then i.ends_at
                 when g.ends_at <= s.ends_at then g.ends_at else s.ends_at end as bigint)
from open_resources r
join resource_cases c on c.resource_id = r.id
join involvements i on i.case_id = c.case_id
join resource_cases h on h.resource_id = r.id
join scopes g on g.case_id = h.case_id and g.category = r.category and g.agency_id = i.agency_id
join standing s on s.posting_id = i.posting_id and s.agency_id = i.agency_id
where r.level = 2
and not exists (select 1
                from withheld w
                where w.resource_id = r.id
                and w.agency_id = s.agency_id
                and w.category = r.category)
and (r.agency_private = false or r.owner_agency_id = s.agency_id)
and (s.any_block = false
     or not exists (select 1 from blocked b where b.user_id = s.user_id and b.resource_id = r.id))
union all
-- triage: requests in the front door's hands; one from nowhere in particular is every front door's
select s.posting_id, r.id, 1,
       cast(s.starts_at as bigint),
       cast(case when r.waiting_until < s.ends_at then r.waiting_until else s.ends_at end as bigint)
from open_resources r
cross join standing s
where r.kind = 'request'
and r.waiting_until is not null
and r.level <= 1
and s.role = 'triage'
and s.host = true
and (r.locality = ''
     or not exists (select 1 from posting_localities l where l.posting_id = s.posting_id)
     or exists (select 1 from posting_localities l where l.posting_id = s.posting_id and l.locality = r.locality))
and (r.agency_private = false or r.owner_agency_id = s.agency_id)
and (s.any_block = false
     or not exists (select 1 from blocked b where b.user_id = s.user_id and b.resource_id = r.id))
union all
-- shared: agreed with this agency, for this category
select s.posting_id, r.id, 1,
       cast(case when g.starts_at > s.starts_at then g.starts_at else s.starts_at end as bigint),
       cast(case when g.ends_at < s.ends_at then g.ends_at else s.ends_at end as bigint)
from open_resources r
join resource_cases c on c.resource_id = r.id
join scopes g on g.case_id = c.case_id and g.category = r.category
join standing s on s.agency_id = g.agency_id
where r.level <= 1
and (s.host = true
     or r.owner_agency_id = s.agency_id
     or not exists (select 1
                    from withheld w
                    where w.resource_id = r.id
                    and w.agency_id = s.agency_id
                    and w.category = r.category))
and (r.agency_private = false or r.owner_agency_id = s.agency_id)
and (s.any_block = false
     or not exists (select 1 from blocked b where b.user_id = s.user_id and b.resource_id = r.id))
union all
-- restricted and own: for a name on the case's list
select s.posting_id, r.id, 1,
       cast(case when n.starts_at > s.starts_at then n.starts_at else s.starts_at end as bigint),
       cast(case when n.ends_at < s.ends_at then n.ends_at else s.ends_at end as bigint)
from restricted_resources r
join resource_cases c on c.resource_id = r.id
join named_lists n on n.case_id = c.case_id
join standing s on s.posting_id = n.posting_id
where (s.posting_id = r.maker_posting_id or (r.kind = 'request' and s.agency_id = r.owner_agency_id))
and (r.agency_private = false or r.owner_agency_id = s.agency_id)
and (s.any_block = false
     or not exists (select 1 from blocked b where b.user_id = s.user_id and b.resource_id = r.id))
union all
-- restricted, and involved itself or managing: for a name on the case's list
select s.posting_id, r.id, 1,
       cast(case when i.starts_at >= n.starts_at and i.starts_at >= s.starts_at then i.starts_at
                 when n.starts_at >= s.starts_at then n.starts_at else s.starts_at end as bigint),
       cast(case when i.ends_at <= n.ends_at and i.ends_at <= s.ends_at then i.ends_at
                 when n.ends_at <= s.ends_at then n.ends_at else s.ends_at end as bigint)
from restricted_resources r
join resource_cases c on c.resource_id = r.id
join named_lists n on n.case_id = c.case_id
join standing s on s.posting_id = n.posting_id
join resource_cases h on h.resource_id = r.id
join involvements i on i.case_id = h.case_id and i.agency_id = s.agency_id
where (i.posting_id = s.posting_id or (s.role = 'team_manager' and s.host = true))
and (s.host = true
     or r.owner_agency_id = s.agency_id
     or (r.category = 'ordinary'
         and not exists (select 1
                     from withheld w
                     where w.resource_id = r.id
                     and w.agency_id = s.agency_id
                     and w.category = r.category)))
and (r.agency_private = false or r.owner_agency_id = s.agency_id)
and (s.any_block = false
     or not exists (select 1 from blocked b where b.user_id = s.user_id and b.resource_id = r.id));
