-- Models and choices among them are only ever added to: whoever comes by SQL is refused too.

create function refuse_model_change() returns trigger language plpgsql as $body$
begin
    raise exception 'models are only ever added to';
end
$body$;

create trigger linkage_models_stay before update or delete on linkage_models
for each row execute function refuse_model_change();

create trigger linkage_models_remain before truncate on linkage_models
for each statement execute function refuse_model_change();

create trigger linkage_model_choices_stay before update or delete on linkage_model_choices
for each row execute function refuse_model_change();

create trigger linkage_model_choices_remain before truncate on linkage_model_choices
for each statement execute function refuse_model_change();
