-- Which people changed, in order, so that an index in memory can follow without reading everybody again.
create table person_changes (
    person_id @id primary key,
    number @number not null unique check (number > 0)
);

insert into person_changes (person_id, number)
select id, row_number() over (order by id)
from people;
