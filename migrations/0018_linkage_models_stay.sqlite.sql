-- Models and choices among them are only ever added to: whoever comes by SQL is refused too.

create trigger linkage_models_stay before update on linkage_models
begin
    select raise(abort, 'models are only ever added to');
end;

create trigger linkage_models_remain before delete on linkage_models
begin
    select raise(abort, 'models are only ever added to');
end;

create trigger linkage_model_choices_stay before update on linkage_model_choices
begin
    select raise(abort, 'models are only ever added to');
end;

create trigger linkage_model_choices_remain before delete on linkage_model_choices
begin
    select raise(abort, 'models are only ever added to');
end;
