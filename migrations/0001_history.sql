-- What was done and seen, by whom: one append-only chain of lines, and their erasable particulars beside it.

-- Where each lane's chain ends. One lane so far; its row is what writers queue for.
create table history_heads (
    lane @number primary key,
    seq @number not null,
    at @instant not null,
    hash text not null
);

insert into history_heads (lane, seq, at, hash)
values (0, 0, 0, '');

create table history_lines (
    lane @number not null references history_heads (lane),
    seq @number not null check (seq > 0),
    at @instant not null,
    actor_user text not null,
    actor_posting text not null,
    actor_agency text not null,
    request text not null,
    action text not null check (action <> ''),
    outcome text not null check (outcome in ('done', 'refused')),
    particulars_hash text not null,
    previous_hash text not null,
    hash text not null,
    primary key (lane, seq)
);

create index history_lines_of_actor on history_lines (actor_user, lane, seq);

create table history_subjects (
    lane @number not null,
    seq @number not null,
    position @number not null,
    kind text not null,
    subject_id text not null,
    primary key (lane, seq, position),
    foreign key (lane, seq) references history_lines (lane, seq)
);

create index history_subjects_by_subject on history_subjects (kind, subject_id, seq);

-- What may hold personal data: search terms, values before and after. Deleting a row erases it for good, and the line
-- keeps only a salted hash of what it was.
create table history_particulars (
    lane @number not null,
    seq @number not null,
    salt @blob not null,
    particulars text not null,
    primary key (lane, seq),
    foreign key (lane, seq) references history_lines (lane, seq)
);
