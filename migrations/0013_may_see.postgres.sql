-- Who may see what, how much of it (0 the index, 1 the content), from when until when: access::decide() in SQL. A test
-- holds both spellings of this view and decide() equal on random worlds.
--
-- "lateral", because PostgreSQL looks up the one record that is asked about only when resources stand at the top of the
-- view; of a "union all" there it would list everything that may be seen. SQLite has no lateral.

-- A function, because the view of blocks is planned once for each connection then, and not with every question.
create function is_blocked(by_user text, from_resource text) returns boolean stable parallel safe cost 10000 language plpgsql as $body$
begin
    return exists (select 1 from blocked b where b.user_id = by_user and b.resource_id = from_resource);
end
$body$;

create view may_see as
select s.posting_id, r.id as resource_id, g.clearance, g.starts_at, g.ends_at
from resources r
cross join standing s
cross join lateral (
    -- index: what the host agency's workers of a locality may know to exist
    select 0 as clearance, s.starts_at, s.ends_at
    where r.level < 3
    and s.host = true
    and s.role in ('early_help_worker', 'team_manager', 'triage')
    and (r.kind <> 'request' or s.role = 'triage')
    and r.discoverable = true
    and (not exists (select 1 from posting_localities l where l.posting_id = s.posting_id)
         or exists (select 1 from posting_localities l where l.posting_id = s.posting_id and l.locality = r.locality))
    union all
    -- own: what this posting made, and its agency's requests
    select 1, s.starts_at, s.ends_at
    where r.level < 3
    and (s.posting_id = r.maker_posting_id or (r.kind = 'request' and s.agency_id = r.owner_agency_id))
    union all
    -- involved, itself or by its agency (no further than ordinary); manages, what others of its agency are involved in
    select 1,
           case when i.starts_at > s.starts_at then i.starts_at else s.starts_at end,
           case when i.ends_at < s.ends_at then i.ends_at else s.ends_at end
    from resource_cases c
    join involvements i on i.case_id = c.case_id
    where c.resource_id = r.id
    and r.level < 3
    and i.agency_id = s.agency_id
    and (i.posting_id = s.posting_id
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
    union all
    -- involved, and another agency's sensitive information is shared with the agency for its category
    select 1,
           case when i.starts_at >= g.starts_at and i.starts_at >= s.starts_at then i.starts_at
                when g.starts_at >= s.starts_at then g.starts_at else s.starts_at end,
           case when i.ends_at <= g.ends_at and i.ends_at <= s.ends_at then i.ends_at
                when g.ends_at <= s.ends_at then g.ends_at else s.ends_at end
    from resource_cases c
    join involvements i on i.case_id = c.case_id
    join resource_cases h on h.resource_id = c.resource_id
    join scopes g on g.case_id = h.case_id
    where c.resource_id = r.id
    and i.posting_id = s.posting_id
    and i.agency_id = s.agency_id
    and g.agency_id = s.agency_id
    and g.category = r.category
    and r.level = 2
    and not exists (select 1
                    from withheld w
                    where w.resource_id = r.id
                    and w.agency_id = s.agency_id
                    and w.category = r.category)
    union all
    -- triage: requests in the front door's hands; one from nowhere in particular is every front door's
    select 1, s.starts_at, case when r.waiting_until < s.ends_at then r.waiting_until else s.ends_at end
    where r.kind = 'request'
    and r.waiting_until is not null
    and r.level <= 1
    and s.role = 'triage'
    and s.host = true
    and (r.locality = ''
         or not exists (select 1 from posting_localities l where l.posting_id = s.posting_id)
         or exists (select 1 from posting_localities l where l.posting_id = s.posting_id and l.locality = r.locality))
    union all
    -- shared: agreed with this agency, for this category
    select 1,
           case when g.starts_at > s.starts_at then g.starts_at else s.starts_at end,
           case when g.ends_at < s.ends_at then g.ends_at else s.ends_at end
    from resource_cases c
    join scopes g on g.case_id = c.case_id and g.category = r.category
    where c.resource_id = r.id
    and g.agency_id = s.agency_id
    and r.level <= 1
    and (s.host = true
         or r.owner_agency_id = s.agency_id
         or not exists (select 1
                        from withheld w
                        where w.resource_id = r.id
                        and w.agency_id = s.agency_id
                        and w.category = r.category))
    union all
    -- restricted and own: for a name on the case's list
    select 1,
           case when n.starts_at > s.starts_at then n.starts_at else s.starts_at end,
           case when n.ends_at < s.ends_at then n.ends_at else s.ends_at end
    from resource_cases c
    join named_lists n on n.case_id = c.case_id
    where c.resource_id = r.id
    and r.level = 3
    and n.posting_id = s.posting_id
    and (s.posting_id = r.maker_posting_id or (r.kind = 'request' and s.agency_id = r.owner_agency_id))
    union all
    -- restricted, and involved itself or managing: for a name on the case's list
    select 1,
           case when i.starts_at >= n.starts_at and i.starts_at >= s.starts_at then i.starts_at
                when n.starts_at >= s.starts_at then n.starts_at else s.starts_at end,
           case when i.ends_at <= n.ends_at and i.ends_at <= s.ends_at then i.ends_at
                when n.ends_at <= s.ends_at then n.ends_at else s.ends_at end
    from resource_cases c
    join named_lists n on n.case_id = c.case_id
    join resource_cases h on h.resource_id = c.resource_id
    join involvements i on i.case_id = h.case_id
    where c.resource_id = r.id
    and r.level = 3
    and n.posting_id = s.posting_id
    and i.agency_id = s.agency_id
    and (i.posting_id = s.posting_id or (s.role = 'team_manager' and s.host = true))
    and (s.host = true
         or r.owner_agency_id = s.agency_id
         or (r.category = 'ordinary'
             and not exists (select 1
                         from withheld w
                         where w.resource_id = r.id
                         and w.agency_id = s.agency_id
                         and w.category = r.category)))
) g
where r.sealed = false
and (r.agency_private = false or r.owner_agency_id = s.agency_id)
and (s.any_block = false
     or not is_blocked(s.user_id, r.id));
