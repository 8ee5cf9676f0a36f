-- History is only ever added to: whoever comes by SQL is refused too.

create function refuse_history_change() returns trigger language plpgsql as $body$
begin
    raise exception 'history is only ever added to';
end
$body$;

create trigger history_lines_stay before update or delete on history_lines
for each row execute function refuse_history_change();

create trigger history_lines_remain before truncate on history_lines
for each statement execute function refuse_history_change();

create trigger history_subjects_stay before update or delete on history_subjects
for each row execute function refuse_history_change();

create trigger history_subjects_remain before truncate on history_subjects
for each statement execute function refuse_history_change();

create trigger history_particulars_stay before update on history_particulars
for each row execute function refuse_history_change();

create trigger history_heads_remain before delete on history_heads
for each row execute function refuse_history_change();

create trigger history_heads_go_on before update on history_heads
for each row
when (new.lane <> old.lane or new.seq < old.seq or new.seq > old.seq + 1 or new.at < old.at)
execute function refuse_history_change();
