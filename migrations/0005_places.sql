-- Wards, where they lie, and postcodes: what turns an address into a ward, a council and a neighbourhood.

create table wards (
    code          text primary key check (length(code) = 9),
    name          text not null check (name <> ''),
    district      text not null check (length(district) = 9),
    district_name text not null,
    upper_tier    text not null check (length(upper_tier) = 9)
);

create index wards_by_district on wards (district);
create index wards_by_upper_tier on wards (upper_tier);

create table ward_boundaries (
    ward          text primary key references wards (code),
    boundary_year @number check (boundary_year between 1970 and 2200),
    west          @number not null,
    south         @number not null,
    east          @number not null check (east >= west),
    north         @number not null check (north >= south),
    shape         @blob not null
);

create table postcodes (
    postcode  text primary key check (length(postcode) between 6 and 8),
    ward      text not null references wards (code),
    lsoa21    text not null check (length(lsoa21) = 9),
    lsoa11    text not null check (length(lsoa11) = 9),
    msoa21    text not null check (length(msoa21) = 9),
    longitude @number not null,
    latitude  @number not null
);

create index postcodes_by_ward on postcodes (ward);

create table imports (
    id           @id primary key,
    what         text not null check (what in ('postcodes', 'wards', 'boundaries', 'schools')),
    file_name    text not null,
    sha256       text not null check (length(sha256) = 64),
    row_count    @number not null check (row_count >= 0),
    added        @number not null check (added >= 0),
    changed      @number not null check (changed >= 0),
    imported_at  @instant not null
);

create index imports_by_what on imports (what, imported_at);
