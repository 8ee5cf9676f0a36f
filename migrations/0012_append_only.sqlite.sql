-- History is only ever added to: whoever comes by SQL is refused too.

create trigger history_lines_stay before update on history_lines
begin
    select raise(abort, 'history is only ever added to');
end;

create trigger history_lines_remain before delete on history_lines
begin
    select raise(abort, 'history is only ever added to');
end;

create trigger history_subjects_stay before update on history_subjects
begin
    select raise(abort, 'history is only ever added to');
end;

create trigger history_subjects_remain before delete on history_subjects
begin
    select raise(abort, 'history is only ever added to');
end;

create trigger history_particulars_stay before update on history_particulars
begin
    select raise(abort, 'history is only ever added to');
end;

create trigger history_heads_remain before delete on history_heads
begin
    select raise(abort, 'history is only ever added to');
end;

create trigger history_heads_go_on before update on history_heads
when new.lane <> old.lane or new.seq < old.seq or new.seq > old.seq + 1 or new.at < old.at
begin
    select raise(abort, 'history is only ever added to');
end;
