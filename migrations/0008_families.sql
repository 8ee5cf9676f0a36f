-- Families: who belongs together, who is what to whom, who has parental responsibility and who lives with whom, each
-- since when. Rows are added and never overwritten, as those about people are.
create table families (
    id @id primary key,
    reference @reference not null unique,
    created_at @instant not null,
    created_by @id
);

create table family_names (
    family_id @id not null references families (id),
    number @number not null check (number > 0),
    name text not null check (name <> ''),
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    primary key (family_id, number)
);

create table family_members (
    family_id @id not null references families (id),
    number @number not null check (number > 0),
    person_id @id not null references people (id),
    from_on @day,
    until_on @day,
    withdrawn @flag not null default false,
    corrects @number,
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    primary key (family_id, number),
    unique (family_id, corrects),
    foreign key (family_id, corrects) references family_members (family_id, number),
    check (until_on is null or from_on is null or from_on <= until_on)
);

create index family_members_by_person on family_members (person_id);

-- Who belongs to which family by what is recorded last: neither withdrawn nor corrected.
create view standing_members as
select m.family_id, m.number, m.person_id, m.from_on, m.until_on
from family_members m
where m.withdrawn = false
and not exists (select 1 from family_members c where c.family_id = m.family_id and c.corrects = m.number);

create table relationships (
    id @id primary key,
    reference @reference not null unique,
    person_id @id not null references people (id),
    other_id @id not null references people (id),
    code text not null,
    back text not null,
    looks_after @flag not null default false,
    from_on @day,
    until_on @day,
    withdrawn @flag not null default false,
    corrects @id unique references relationships (id),
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    check (person_id <> other_id),
    check (until_on is null or from_on is null or from_on <= until_on)
);

create index relationships_by_person on relationships (person_id);
create index relationships_by_other on relationships (other_id);

create table parental_responsibilities (
    id @id primary key,
    reference @reference not null unique,
    holder_id @id not null references people (id),
    child_id @id not null references people (id),
    held text not null check (held in ('yes', 'no', 'not_known')),
    basis text not null default '',
    from_on @day,
    until_on @day,
    withdrawn @flag not null default false,
    corrects @id unique references parental_responsibilities (id),
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    check (holder_id <> child_id),
    check (until_on is null or from_on is null or from_on <= until_on)
);

create index parental_responsibilities_by_child on parental_responsibilities (child_id);

create table households (
    id @id primary key,
    reference @reference not null unique,
    family_id @id not null references families (id),
    created_at @instant not null,
    created_by @id
);

create index households_by_family on households (family_id);

create table household_people (
    household_id @id not null references households (id),
    number @number not null check (number > 0),
    person_id @id not null references people (id),
    part_of_the_time @flag not null default false,
    from_on @day,
    until_on @day,
    withdrawn @flag not null default false,
    corrects @number,
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    primary key (household_id, number),
    unique (household_id, corrects),
    foreign key (household_id, corrects) references household_people (household_id, number),
    check (until_on is null or from_on is null or from_on <= until_on)
);

create index household_people_by_person on household_people (person_id);
