-- Who decided, when and why, that a person or family is kept to named people, or that somebody must not see it. What
-- follows for everybody's sight stands in access's own tables (restrictions, named_lists, blocks).

create table protection_decisions (
    id @id primary key,
    restriction_id @id not null references restrictions (id),
    what text not null check (what in ('made', 'named', 'unnamed', 'ended')),
    posting_id @id references postings (id), -- who was named, or no longer
    sealed_reason @blob not null,
    decided_at @instant not null,
    decided_by_id @id not null references postings (id)
);

create index protection_decisions_of_restriction on protection_decisions (restriction_id, decided_at);

create table bars (
    id @id primary key,
    resource_id @id not null references resources (id), -- the person or family
    user_id @id not null references users (id), -- who must not see it
    connection text not null check (connection in ('own_family', 'relative', 'partner', 'neighbour', 'works_with',
                                                   'other')),
    sealed_note @blob not null,
    made_at @instant not null,
    made_by_id @id not null references postings (id), -- the user's own posting: declared by themselves
    ended_at @instant,
    ended_by_id @id references postings (id),
    sealed_end_reason @blob,
    check ((ended_at is null) = (ended_by_id is null))
);

create index bars_of_resource on bars (resource_id);
create index bars_of_user on bars (user_id);

-- Of whom the user must not learn: those who belonged to the family then.
create table bar_persons (
    bar_id @id not null references bars (id),
    person_id @id not null,
    primary key (bar_id, person_id)
);

create index bar_persons_by_person on bar_persons (person_id);
