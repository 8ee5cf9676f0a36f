-- By which everybody named in a request is found by name, by whoever may read it; adults from now on, children from
-- before too. An agency finds the children it asked about by the same words.
create table request_words (
    word @word not null check (word <> ''),
    request_person_id @id not null references request_persons (id),
    agency_id @id not null references agencies (id), -- that asked
    primary key (word, request_person_id)
);

insert into request_words (word, request_person_id, agency_id)
select word, request_person_id, agency_id
  from request_child_words;

drop table request_child_words;

create index request_words_of_agency on request_words (agency_id, word);

-- For what a manager's agency helps.
create index episodes_of_agency on episodes (agency_id, opened_at, id) where closed_at is null;
