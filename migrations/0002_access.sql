-- Who may act (users, postings, sessions), and what access knows of every record. The rule made of it is 0013_may_see.

create table users (
    id @id primary key,
    reference @reference not null unique,
    name text not null check (name <> ''),
    email text not null check (email <> ''),
    person_id @id, -- the user's own record, where one is known
    created_at @instant not null,
    ended_at @instant
);

create unique index users_by_email on users (email);

-- By whom and as whom a user proves to be. Issuer "kith": by password, and the subject is the e-mail address.
create table identities (
    issuer text not null,
    subject text not null,
    user_id @id not null references users (id),
    primary key (issuer, subject)
);

create index identities_by_user on identities (user_id);

create table passwords (
    user_id @id primary key references users (id),
    hash text not null,
    set_at @instant not null,
    to_be_changed @flag not null -- set by somebody else: good until the user has chosen another
);

create table second_factors (
    user_id @id primary key references users (id),
    sealed_seed @blob not null,
    confirmed_at @instant not null, -- by its first right code; until then it is a session's offered_seed
    last_step @number not null -- of the newest code taken: each is good once
);

-- Failures in a row, for the growing pause before the next try. The key is a hash: of an account name or an address.
create table sign_in_failures (
    key text primary key,
    failures @number not null,
    last_at @instant not null
);

-- Browsers in which a user has signed in to the end: a stranger's wrong passwords do not hold them up. One browser may be
-- several users', at a desk that is shared.
create table known_browsers (
    token_hash text not null, -- changes with every sign-in
    user_id @id not null references users (id),
    used_at @instant not null,
    primary key (token_hash, user_id)
);

create index known_browsers_of_user on known_browsers (user_id);

-- What access must know of an agency.
create table agency_terms (
    agency_id @id primary key,
    name text not null,
    host @flag not null, -- the council's own Early Help agency
    confidential @flag not null,
    starts_at @instant not null, -- of the information-sharing agreement
    ends_at @instant not null
);

create table postings (
    id @id primary key,
    reference @reference not null unique,
    user_id @id not null references users (id),
    agency_id @id not null references agency_terms (agency_id),
    role text not null check (role in ('partner', 'early_help_worker', 'team_manager', 'triage', 'agency_administrator',
                                       'system_administrator', 'privacy_officer')),
    starts_at @instant not null,
    ends_at @instant not null,
    renewed_at @instant, -- the last time
    check (ends_at >= starts_at),
    check (ends_at - coalesce(renewed_at, starts_at) <= 31622400000) -- 366 days
);

create index postings_by_user on postings (user_id);
create index postings_by_agency on postings (agency_id);

-- None: the whole council.
create table posting_localities (
    posting_id @id not null references postings (id),
    locality text not null check (locality <> ''),
    primary key (posting_id, locality)
);

-- A posting goes on under its own id, so that whatever names it (who leads, who took, who wrote) still holds.
create table posting_renewals (
    id @id primary key,
    posting_id @id not null references postings (id),
    renewed_at @instant not null,
    renewed_by_id @id not null references users (id),
    ended_at @instant not null, -- the end it had
    ends_at @instant not null, -- and was given
    reason text not null check (reason <> ''),
    check (ends_at > ended_at)
);

create index posting_renewals_of_posting on posting_renewals (posting_id, renewed_at);

create table sessions (
    id @id primary key,
    token_hash text not null unique, -- changes with every step that proves something
    user_id @id not null references users (id),
    posting_id @id references postings (id),
    client text not null,
    csrf text not null,
    started_at @instant not null,
    seen_at @instant not null,
    ends_at @instant not null,
    second_factor_at @instant,
    offered_seed @blob -- sealed: a factor this session may set up, of no worth to any other
);

create index sessions_by_user on sessions (user_id);
create index sessions_by_posting on sessions (posting_id);

-- Everything that can be looked at.
create table resources (
    id @id primary key,
    kind text not null check (kind in ('person', 'family', 'request', 'episode')),
    owner_agency_id @id not null references agency_terms (agency_id),
    maker_posting_id @id references postings (id),
    locality text not null,
    level @number not null check (level between 0 and 3),
    category text not null,
    discoverable @flag not null,
    sealed @flag not null,
    agency_private @flag not null default false, -- of its owner's postings alone
    waiting_until @instant
);

create index resources_by_owner on resources (owner_agency_id);
create index resources_by_maker on resources (maker_posting_id) where maker_posting_id is not null;

create table resource_cases (
    resource_id @id not null references resources (id),
    case_id @id not null,
    primary key (resource_id, case_id)
);

create index resource_cases_by_case on resource_cases (case_id);

create table resource_persons (
    resource_id @id not null references resources (id),
    person_id @id not null,
    primary key (resource_id, person_id)
);

create index resource_persons_by_person on resource_persons (person_id);

-- Records told to be of one person: each with each other. Blocks and protection of one hold for all.
create table same_persons (
    person_id @id not null,
    other_id @id not null,
    primary key (person_id, other_id),
    check (person_id <> other_id)
);

create index same_persons_by_other on same_persons (other_id);

create table involvements (
    id @id primary key,
    case_id @id not null,
    posting_id @id references postings (id), -- null: the whole agency
    agency_id @id not null references agency_terms (agency_id),
    starts_at @instant not null,
    ends_at @instant not null
);

create index involvements_by_case on involvements (case_id, agency_id);
create index involvements_by_posting on involvements (posting_id);
create index involvements_of_whole_agencies on involvements (agency_id) where posting_id is null;

create table scopes (
    id @id primary key,
    case_id @id not null,
    agency_id @id not null references agency_terms (agency_id),
    category text not null,
    starts_at @instant not null,
    ends_at @instant not null
);

create index scopes_by_case on scopes (case_id, agency_id);
create index scopes_by_agency on scopes (agency_id);

-- Decided not to be told to the agency: stronger than its scopes and its involvement.
create table withholdings (
    id @id primary key,
    case_id @id not null,
    agency_id @id not null references agency_terms (agency_id),
    category text not null,
    made_at @instant not null,
    lifted_at @instant
);

create index withholdings_by_case on withholdings (case_id, agency_id);

-- Whoever stands here may see what is restricted in the case, if anything else lets them see the case.
create table named_lists (
    id @id primary key,
    case_id @id not null,
    posting_id @id not null references postings (id),
    starts_at @instant not null,
    ends_at @instant not null
);

create index named_lists_by_case on named_lists (case_id, posting_id);

-- A person or family kept to people who are named: named_lists has them, with the restriction's id as the case. As
-- people who are involved they see the person or family, with its own id as the case.
create table restrictions (
    id @id primary key,
    resource_id @id not null references resources (id),
    made_at @instant not null,
    lifted_at @instant
);

create unique index restrictions_in_force on restrictions (resource_id) where lifted_at is null;

-- All that a restriction in force keeps to those who are named; each thing is kept by one.
create table restricted_reach (
    resource_id @id primary key references resources (id),
    restriction_id @id not null references restrictions (id),
    level_before @number not null
);

create index restricted_reach_by_restriction on restricted_reach (restriction_id);

-- This user, or the person this user is, must not learn of that person.
create table blocks (
    id @id primary key,
    user_id @id references users (id),
    person_id @id,
    about_id @id not null,
    made_at @instant not null,
    lifted_at @instant,
    check (user_id is not null or person_id is not null)
);

create index blocks_by_user on blocks (user_id) where user_id is not null;
create index blocks_by_person on blocks (person_id) where person_id is not null;

create table protected_persons (
    person_id @id primary key,
    protected_at @instant not null
);

create table location_list (
    id @id primary key,
    person_id @id not null references protected_persons (person_id),
    posting_id @id not null references postings (id),
    starts_at @instant not null,
    ends_at @instant not null
);

create index location_list_by_posting on location_list (posting_id);

-- Whose whereabouts are for the location list alone: a protected person's, and those of everybody who shares a family
-- with one or is told to be one with any of these, as access::decide() has it.
create view guarded_whereabouts as
select p.person_id, p.person_id as protected_id
from protected_persons p
union all
select m.person_id, p.person_id
from protected_persons p
join resource_persons o on o.person_id = p.person_id
join resources f on f.id = o.resource_id and f.kind = 'family'
join resource_persons m on m.resource_id = f.id
union all
select s.other_id, p.person_id
from protected_persons p
join same_persons s on s.person_id = p.person_id
union all
select m.person_id, p.person_id
from protected_persons p
join same_persons s on s.person_id = p.person_id
join resource_persons o on o.person_id = s.other_id
join resources f on f.id = o.resource_id and f.kind = 'family'
join resource_persons m on m.resource_id = f.id
union all
select t.other_id, p.person_id
from protected_persons p
join resource_persons o on o.person_id = p.person_id
join resources f on f.id = o.resource_id and f.kind = 'family'
join resource_persons m on m.resource_id = f.id
join same_persons t on t.person_id = m.person_id
union all
select t.other_id, p.person_id
from protected_persons p
join same_persons s on s.person_id = p.person_id
join resource_persons o on o.person_id = s.other_id
join resources f on f.id = o.resource_id and f.kind = 'family'
join resource_persons m on m.resource_id = f.id
join same_persons t on t.person_id = m.person_id;

-- Postings that may see any record at all, while posting and agency are both in date. Few have any block: for the
-- others it is not looked up which.
create view standing as
select p.id as posting_id,
       p.user_id,
       p.agency_id,
       p.role,
       t.host,
       exists (select 1 from blocks b where b.user_id = p.user_id)
       or exists (select 1 from users u cross join blocks b where u.id = p.user_id and b.person_id = u.person_id)
       as any_block,
       case when t.starts_at > p.starts_at then t.starts_at else p.starts_at end as starts_at,
       case when t.ends_at < p.ends_at then t.ends_at else p.ends_at end as ends_at
from postings p
join agency_terms t on t.agency_id = p.agency_id
where p.role in ('partner', 'early_help_worker', 'team_manager', 'triage');

create view open_resources as
select id, kind, owner_agency_id, maker_posting_id, locality, level, category, discoverable, agency_private,
       waiting_until
from resources
where sealed = false
and level < 3;

create view restricted_resources as
select id, kind, owner_agency_id, maker_posting_id, category, agency_private
from resources
where sealed = false
and level = 3;

-- What is decided not to be told to an agency.
create view withheld as
select w.agency_id, c.resource_id, w.category
from withholdings w
join resource_cases c on c.case_id = w.case_id
where w.lifted_at is null;

-- A block reaches whatever is about the person, or about anybody who shares a family with them; and whoever is told to
-- be one person counts as one on both sides of the family: hence six parts.
-- "cross join" keeps SQLite to this order, which begins with the few blocks there are.
create view blocked as
select u.id as user_id, a.resource_id
from users u
cross join blocks b
cross join resource_persons a
where (b.user_id = u.id or b.person_id = u.person_id)
and b.lifted_at is null
and a.person_id = b.about_id
union all
select u.id, a.resource_id
from users u
cross join blocks b
cross join resource_persons o
cross join resources f
cross join resource_persons m
cross join resource_persons a
where (b.user_id = u.id or b.person_id = u.person_id)
and b.lifted_at is null
and o.person_id = b.about_id
and f.id = o.resource_id
and f.kind = 'family'
and m.resource_id = f.id
and a.person_id = m.person_id
union all
select u.id, a.resource_id
from users u
cross join blocks b
cross join same_persons s
cross join resource_persons a
where (b.user_id = u.id or b.person_id = u.person_id)
and b.lifted_at is null
and s.person_id = b.about_id
and a.person_id = s.other_id
union all
select u.id, a.resource_id
from users u
cross join blocks b
cross join same_persons s
cross join resource_persons o
cross join resources f
cross join resource_persons m
cross join resource_persons a
where (b.user_id = u.id or b.person_id = u.person_id)
and b.lifted_at is null
and s.person_id = b.about_id
and o.person_id = s.other_id
and f.id = o.resource_id
and f.kind = 'family'
and m.resource_id = f.id
and a.person_id = m.person_id
union all
select u.id, a.resource_id
from users u
cross join blocks b
cross join resource_persons o
cross join resources f
cross join resource_persons m
cross join same_persons t
cross join resource_persons a
where (b.user_id = u.id or b.person_id = u.person_id)
and b.lifted_at is null
and o.person_id = b.about_id
and f.id = o.resource_id
and f.kind = 'family'
and m.resource_id = f.id
and t.person_id = m.person_id
and a.person_id = t.other_id
union all
select u.id, a.resource_id
from users u
cross join blocks b
cross join same_persons s
cross join resource_persons o
cross join resources f
cross join resource_persons m
cross join same_persons t
cross join resource_persons a
where (b.user_id = u.id or b.person_id = u.person_id)
and b.lifted_at is null
and s.person_id = b.about_id
and o.person_id = s.other_id
and f.id = o.resource_id
and f.kind = 'family'
and m.resource_id = f.id
and t.person_id = m.person_id
and a.person_id = t.other_id;

-- Where a list of what somebody works with begins: all but requests whose content may_see can ever give the posting,
-- and perhaps more, for it asks neither for dates nor for blocks. It allows nothing: may_see is asked besides.
create view within_reach as
select r.maker_posting_id as posting_id, r.id as resource_id
from resources r
where r.maker_posting_id is not null
union all
select i.posting_id, c.resource_id
from involvements i
join resource_cases c on c.case_id = i.case_id
where i.posting_id is not null
union all
select p.id, c.resource_id
from postings p
join involvements i on i.agency_id = p.agency_id
join resource_cases c on c.case_id = i.case_id
where i.posting_id is null
union all
select p.id, c.resource_id
from postings p
join postings o on o.agency_id = p.agency_id
join involvements i on i.posting_id = o.id
join resource_cases c on c.case_id = i.case_id
where p.role = 'team_manager'
union all
select p.id, c.resource_id
from postings p
join scopes g on g.agency_id = p.agency_id
join resource_cases c on c.case_id = g.case_id;
