-- What Kith learned of how records of one person agree (linkage/model.h), and which of it weighs pairs of records. Both
-- are only ever added to.

create table linkage_models (
    number @number primary key check (number > 0),
    made_at @instant not null,
    sha256 text not null,
    model text not null,
    people @number not null,   -- it was learned from
    decisions @number not null -- what was said of pairs, of that
);

-- The highest number stands; before the first the built-in model does.
create table linkage_model_choices (
    number @number primary key check (number > 0),
    model_number @number references linkage_models (number), -- empty: the built-in one
    chosen_at @instant not null
);
