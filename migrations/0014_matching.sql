-- Which people changed, in order, so that an index in memory can follow without reading everybody again.
create table person_changes (
    person_id @id primary key,
    number @number not null unique check (number > 0)
);

insert into person_changes (person_id, number)
select id, row_number() over (order by id)
from people;

-- What somebody said of two records, each time, in the order of their ids. The highest number stands. `pattern` is how
-- the two compared then (linkage/comparison.h), by all that is held and by the index entry alone; empty where whoever
-- said it did not see so much, or nothing spoke for one person.
create table pair_decisions (
    one_id @id not null references people (id),
    other_id @id not null references people (id),
    number @number not null check (number > 0),
    verdict text not null check (verdict in ('same', 'not_same', 'unsure')),
    reason text not null check (reason <> ''),
    decided_at @instant not null,
    posting_id @id not null references postings (id),
    user_id @id not null references users (id),
    saw_content @flag not null,  -- of both: the reason may tell of what the entries do not show
    needs_second @flag not null, -- "same" joins the records only when a second person has said so too
    confirms @number,            -- whose word this is the second to
    until_at @instant,           -- asked again from then on
    pattern @number,
    entry_pattern @number,
    primary key (one_id, other_id, number),
    foreign key (one_id, other_id, confirms) references pair_decisions (one_id, other_id, number),
    check (one_id < other_id),
    check (confirms is null or (verdict = 'same' and needs_second))
);

create index pair_decisions_by_other on pair_decisions (other_id);
create index pair_decisions_waiting on pair_decisions (decided_at, one_id, other_id)
where verdict = 'same' and needs_second = true and confirms is null;

create view standing_pair_decisions as
select d.one_id, d.other_id, d.number, d.verdict, d.reason, d.decided_at, d.posting_id, d.user_id, d.saw_content,
       d.needs_second, d.confirms, d.until_at, d.pattern, d.entry_pattern
from pair_decisions d
where not exists (select 1
                  from pair_decisions l
                  where l.one_id = d.one_id
                  and l.other_id = d.other_id
                  and l.number > d.number);

-- Pairs of records that may be of one person, as the index in memory found them when one of the two last changed. What
-- the index entries alone make likely stands apart, so that nobody learns more from being asked.
create table likely_pairs (
    one_id @id not null references people (id),
    other_id @id not null references people (id),
    weight @number, -- in 1/1024 bit; empty: all that is held does not make it likely
    pattern @number,
    worth @number not null, -- uncertainty times harm, by which the list is ordered
    entry_weight @number,
    entry_pattern @number,
    entry_worth @number not null,
    primary key (one_id, other_id),
    check (one_id < other_id)
);

create index likely_pairs_by_other on likely_pairs (other_id);
create index likely_pairs_by_entry_worth on likely_pairs (entry_worth desc, one_id, other_id);

-- Up to which change of a person pairs were looked for.
create table likely_pairs_progress (
    one @number primary key check (one = 1),
    number @number not null
);

insert into likely_pairs_progress (one, number)
values (1, 0);
