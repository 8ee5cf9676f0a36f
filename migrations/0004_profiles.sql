-- The council's profile, whole, in every version that was in force: what Kith said on a day can be shown again.

create table profiles (
    id @id primary key,
    checksum text not null,
    council text not null check (council <> ''),
    starts_at @instant not null,
    ends_at @instant -- null: in force
);

create unique index profiles_one_in_force on profiles ((ends_at is null)) where ends_at is null;

create index profiles_by_start on profiles (starts_at);

create table profile_files (
    profile_id @id not null references profiles (id),
    name text not null check (name <> ''),
    text text not null,
    primary key (profile_id, name)
);
