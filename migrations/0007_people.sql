-- People: who somebody is, who said so and when. Every fact is a row; a correction is a further row that names the one
-- it replaces, so that nothing said is overwritten. `number` counts the rows of a table about one person: it is the row
-- version that a form carries, and its key lets the later of two writers be told.
create table people (
    id @id primary key,
    reference @reference not null unique,
    created_at @instant not null,
    created_by @id,
    added_because text not null default ''
);

create table person_births (
    person_id @id not null references people (id),
    number @number not null check (number > 0),
    born_year @number check (born_year between 1800 and 2200),
    born_month @number check (born_month between 1 and 12),
    born_day @number check (born_day between 1 and 31),
    accuracy text not null default '' check (accuracy = '' or length(accuracy) = 3),
    expected_on @day,
    withdrawn @flag not null default false,
    corrects @number,
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    primary key (person_id, number),
    check (born_year is null or expected_on is null),
    check (born_month is null or born_year is not null),
    check (born_day is null or born_month is not null),
    check ((accuracy = '') = (born_year is null))
);

create table person_details (
    person_id @id not null references people (id),
    number @number not null check (number > 0),
    sex text not null check (sex in ('F', 'M', 'U')),
    gender text not null default '',
    gender_words text not null default '',
    ethnicity text not null default '',
    language text not null default '',
    interpreter @flag not null default false,
    interpreter_language text not null default '',
    interpreter_note text not null default '',
    sen text not null default '',
    withdrawn @flag not null default false,
    corrects @number,
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    primary key (person_id, number)
);

create table person_sen_types (
    person_id @id not null,
    number @number not null,
    sen_type text not null,
    primary key (person_id, number, sen_type),
    foreign key (person_id, number) references person_details (person_id, number)
);

create table person_disabilities (
    person_id @id not null,
    number @number not null,
    disability text not null,
    primary key (person_id, number, disability),
    foreign key (person_id, number) references person_details (person_id, number)
);

create table person_safe_contacts (
    person_id @id not null references people (id),
    number @number not null check (number > 0),
    how text not null default '',
    avoid text not null default '',
    withdrawn @flag not null default false,
    corrects @number,
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    primary key (person_id, number)
);

create table person_names (
    person_id @id not null references people (id),
    number @number not null check (number > 0),
    kind text not null
        check (kind in ('usual', 'official', 'nickname', 'temporary', 'alias', 'previous', 'maiden')),
    given text not null default '',
    family text not null default '',
    from_on @day,
    until_on @day,
    withdrawn @flag not null default false,
    corrects @number,
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    primary key (person_id, number),
    unique (person_id, corrects),
    foreign key (person_id, corrects) references person_names (person_id, number),
    check (given <> '' or family <> ''),
    check (until_on is null or from_on is null or from_on <= until_on)
);

create table person_identifiers (
    person_id @id not null references people (id),
    number @number not null check (number > 0),
    scheme text not null check (scheme in ('upn', 'nhs_number', 'council_child', 'national_insurance')),
    value text not null check (value <> ''),
    verified @flag not null default false,
    verified_how text not null default '',
    from_on @day,
    until_on @day,
    withdrawn @flag not null default false,
    corrects @number,
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    primary key (person_id, number),
    unique (person_id, corrects),
    foreign key (person_id, corrects) references person_identifiers (person_id, number),
    check (until_on is null or from_on is null or from_on <= until_on)
);

create table person_contacts (
    person_id @id not null references people (id),
    number @number not null check (number > 0),
    kind text not null check (kind in ('telephone', 'email')),
    sealed @blob not null,
    from_on @day,
    until_on @day,
    withdrawn @flag not null default false,
    corrects @number,
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    primary key (person_id, number),
    unique (person_id, corrects),
    foreign key (person_id, corrects) references person_contacts (person_id, number),
    check (until_on is null or from_on is null or from_on <= until_on)
);

create table person_addresses (
    person_id @id not null references people (id),
    number @number not null check (number > 0),
    kind text not null check (kind in ('home', 'temporary', 'placement')),
    sealed @blob not null,
    from_on @day,
    until_on @day,
    withdrawn @flag not null default false,
    corrects @number,
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    primary key (person_id, number),
    unique (person_id, corrects),
    foreign key (person_id, corrects) references person_addresses (person_id, number),
    check (until_on is null or from_on is null or from_on <= until_on)
);

create table person_attendances (
    person_id @id not null references people (id),
    number @number not null check (number > 0),
    sealed @blob not null,
    from_on @day,
    until_on @day,
    withdrawn @flag not null default false,
    corrects @number,
    source text not null default '',
    recorded_at @instant not null,
    recorded_by @id,
    primary key (person_id, number),
    unique (person_id, corrects),
    foreign key (person_id, corrects) references person_attendances (person_id, number),
    check (until_on is null or from_on is null or from_on <= until_on)
);

-- What lists and the index show of a person, made anew from the facts whenever one is written.
create table person_summaries (
    person_id @id primary key references people (id),
    given text not null,
    family text not null,
    birth_year @number
);

-- What people are found by: folded words, with how much a viewer must be allowed before the word may match
-- (0 the index entry, 1 content, 2 location). What tells where somebody is stands there as a mark made with the key
-- file, "@" and 32 characters: it can be found again by who knows it, and read by nobody.
create table person_words (
    person_id @id not null references people (id),
    word @word not null check (word <> ''),
    kind text not null,
    needs @number not null check (needs between 0 and 2),
    primary key (person_id, word, kind),
    check (kind not in ('postcode', 'earlier_postcode', 'telephone', 'school') or substr(word, 1, 1) = '@')
);

create index person_words_by_word on person_words (word, person_id, needs, kind);

-- Which key file this database is sealed with, so that another one is refused with a sentence when Kith starts.
create table sealing_keys (
    fingerprint text primary key check (length(fingerprint) = 32)
);
