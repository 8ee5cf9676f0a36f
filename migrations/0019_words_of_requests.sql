-- By which everybody named in a request is found by name, by whoever may read it; adults from now on, children from
-- before too. An agency finds the children it asked about by the same words.
create table request_words (
    word @word not null check (word <> ''),
    request_person_id @id not null references request_persons (id),
    primary key (word, request_person_id)
);

insert into request_words (word, request_person_id)
select word, request_person_id
  from request_child_words;

drop table request_child_words;
