-- The organisations of the partnership, their teams, and the schools among them.

create table agencies (
    id             @id primary key,
    reference      @reference not null unique,
    name           text not null check (name <> ''),
    search         text not null, -- the name as it is searched
    kind           text not null,
    host           @flag not null,
    confidential   @flag not null,
    telephone      text not null,
    agreement_from @day,
    agreement_to   @day check (agreement_to >= agreement_from),
    created_at     @instant not null,
    ended_at       @instant,
    version        @number not null check (version >= 1)
);

-- One council, one Early Help agency of its own.
create unique index agencies_host on agencies (host) where host;

create table teams (
    id         @id primary key,
    reference  @reference not null unique,
    agency_id  @id not null references agencies (id),
    name       text not null check (name <> ''),
    telephone  text not null,
    created_at @instant not null,
    ended_at   @instant,
    version    @number not null check (version >= 1)
);

create index teams_by_agency on teams (agency_id);

create table team_localities (
    team_id  @id not null references teams (id),
    locality text not null check (locality <> ''),
    primary key (team_id, locality)
);

create table schools (
    agency_id         @id primary key references agencies (id),
    urn               text not null unique check (length(urn) = 6),
    phase             text not null,
    type              text not null,
    council_number    text not null check (length(council_number) = 3),
    council_name      text not null,
    number_in_council text not null,
    pupils            @number check (pupils >= 0),
    longitude         @number,
    latitude          @number check ((latitude is null) = (longitude is null)),
    ward              text references wards (code),
    lsoa              text not null
);

create index schools_by_ward on schools (ward);
