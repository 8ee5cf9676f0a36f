-- A family's periods of help, each with its states and leads over time, and steps up to social care.
create table episodes (
    id @id primary key,
    reference @reference not null unique,
    family_id @id not null references families (id),
    follows_id @id references episodes (id),
    opened_at @instant not null,
    closed_at @instant,
    state text not null check (state in ('allocated', 'engaging', 'assessing', 'planning', 'active', 'in_review',
                                         'closing', 'closed')),
    level text not null default '',
    agreed @flag not null,
    agency_id @id not null references agencies (id),
    team_id @id references teams (id),
    offer text not null default '',
    lead_posting_id @id references postings (id),
    beside @flag not null,
    version @number not null default 1,
    check ((state = 'closed') = (closed_at is not null)),
    check (agreed or state in ('allocated', 'engaging', 'closing', 'closed'))
);

-- One period of help at a time for a family: a second request is joined to it. Only help that began beside one which
-- whoever decided may not know of is a second.
create unique index episodes_open on episodes (family_id) where closed_at is null and beside = false;
create index episodes_of_family on episodes (family_id);
create index episodes_of_lead on episodes (lead_posting_id) where closed_at is null;
create index episodes_of_team on episodes (team_id) where closed_at is null;

create table episode_states (
    id @id primary key,
    episode_id @id not null references episodes (id),
    state text not null,
    since @instant not null,
    posting_id @id references postings (id),
    reason text not null default ''
);

create index episode_states_of_episode on episode_states (episode_id, since);

create table episode_leads (
    id @id primary key,
    episode_id @id not null references episodes (id),
    posting_id @id not null references postings (id),
    from_at @instant not null,
    to_at @instant,
    check (to_at is null or to_at >= from_at)
);

create unique index episode_leads_now on episode_leads (episode_id) where to_at is null;

-- The family's agreement, when it came after help was decided. Corrections are added: the newest stands.
create table episode_agreements (
    id @id primary key,
    episode_id @id not null references episodes (id),
    agreed_by text not null check (agreed_by <> ''),
    how text not null check (how in ('in_person', 'telephone', 'in_writing')),
    agreed_on @day not null,
    leaves_out text not null default '',
    wording text not null,
    recorded_at @instant not null,
    recorded_by_posting_id @id not null references postings (id)
);

create index episode_agreements_of_episode on episode_agreements (episode_id, recorded_at);

-- Why help ended, as the council called it then, and what the family was told.
create table episode_endings (
    episode_id @id primary key references episodes (id),
    ended_on @day not null,
    reason text not null check (reason <> ''),
    label text not null,
    words text not null check (words <> ''),
    tells_manager @flag not null, -- as the profile said then
    recorded_at @instant not null,
    recorded_by_posting_id @id not null references postings (id)
);

create index endings_that_tell_the_manager on episode_endings (episode_id) where tells_manager;

create table step_ups (
    id @id primary key,
    episode_id @id references episodes (id),
    asked_at @instant not null,
    asked_by_posting_id @id references postings (id),
    reason text not null check (reason <> '')
);

create index step_ups_of_episode on step_ups (episode_id);

-- What social care answered. A step up without an answer is pending; what is sent back is stepped up anew.
create table step_up_answers (
    step_up_id @id primary key references step_ups (id),
    outcome text not null check (outcome in ('accepted', 'returned')),
    accepted_by text not null default '',
    accepted_reference text not null default '',
    returned_reason text not null default '',
    answered_at @instant not null,
    recorded_by_posting_id @id not null references postings (id),
    check (outcome <> 'accepted' or (accepted_by <> '' and accepted_reference <> '')),
    check (outcome <> 'returned' or returned_reason <> '')
);
