-- What is looked at together is looked at together again: a list of subjects is kept once, under its hash, and lines
-- name it. Each look wrote a row and a place in an index for everybody on the page before. Lists from before keep the
-- number of their line as their name.

drop trigger history_lines_stay on history_lines;

alter table history_lines add column subjects @word not null default '';

update history_lines
set subjects = cast(seq as text)
where exists (select 1
              from history_subjects s
              where s.lane = history_lines.lane
              and s.seq = history_lines.seq);

create table history_lists (
    list @word not null check (list <> ''),
    position @number not null,
    kind text not null,
    subject_id @word not null,
    primary key (list, position)
);

insert into history_lists (list, position, kind, subject_id)
select cast(seq as text), position, kind, subject_id
from history_subjects;

drop table history_subjects;

alter table history_lists rename to history_subjects;

create index history_subjects_by_subject on history_subjects (subject_id, list);

create index history_lines_of_subjects on history_lines (subjects, seq);

create trigger history_lines_stay before update or delete on history_lines
for each row execute function refuse_history_change();

create trigger history_subjects_stay before update or delete on history_subjects
for each row execute function refuse_history_change();

create trigger history_subjects_remain before truncate on history_subjects
for each statement execute function refuse_history_change();
