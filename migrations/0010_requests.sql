-- Requests for support: drafts page by page, what was sent, who was meant, what was asked and decided.
create table request_drafts (
    id @id primary key,
    reference @reference not null unique,
    agency_id @id not null references agencies (id),
    author_user_id @id not null references users (id),
    author_posting_id @id not null references postings (id),
    holder_user_id @id not null references users (id),
    handed_at @instant,
    form_version text not null,
    browser_key text not null,
    made_at @instant not null,
    changed_at @instant not null,
    keep_until @instant not null
);

create index request_drafts_of_author on request_drafts (author_user_id, agency_id);
create index request_drafts_of_holder on request_drafts (holder_user_id, agency_id);
create index request_drafts_by_age on request_drafts (keep_until);

-- Each page has a version of its own, so that two people on two pages are not in each other's way.
create table request_draft_pages (
    draft_id @id not null references request_drafts (id) on delete cascade,
    page @number not null check (page between 1 and 3),
    version @number not null check (version > 0),
    sealed @blob not null,
    is_blank @flag not null,
    saved_at @instant not null,
    saved_by_user_id @id not null references users (id),
    primary key (draft_id, page)
);

create table requests (
    id @id primary key,
    reference @reference not null unique,
    sent_at @instant not null,
    sender_user_id @id not null references users (id),
    sender_posting_id @id not null references postings (id),
    begun_by_posting_id @id references postings (id), -- when a colleague wrote it and handed it over
    sender_agency_id @id not null references agencies (id),
    form_version text not null,
    danger @flag not null,
    urgency text not null default '',
    agreement text not null default '' check (agreement in ('', 'parent_agrees', 'young_person_agrees', 'not_yet')),
    agreement_version text not null default '',
    locality text not null default '',
    ward text not null default '',
    names text not null,
    state text not null check (state in ('received', 'question', 'step_up', 'decided')),
    taken_by_posting_id @id references postings (id), -- as the newest of its request_takers says
    due_at @instant,
    decided_at @instant,
    family_id @id references families (id),
    episode_id @id references episodes (id),
    version @number not null default 1,
    check (due_at is null or state = 'received'),
    check ((state = 'decided') = (decided_at is not null))
);

create index requests_waiting on requests (sent_at, id) where state <> 'decided';
create index requests_decided on requests (decided_at, id) where state = 'decided';
create index requests_of_agency on requests (sender_agency_id, sent_at);
create index requests_of_sender on requests (sender_user_id, sent_at);
create index requests_of_episode on requests (episode_id);
create index requests_of_family on requests (family_id);

-- Who took it and gave it back, and when.
create table request_takers (
    request_id @id not null references requests (id),
    number @number not null check (number > 0),
    posting_id @id not null references postings (id),
    released @flag not null,
    at @instant not null,
    primary key (request_id, number)
);

-- What was ticked, for the queue's filter.
create table request_needs (
    request_id @id not null references requests (id),
    need text not null,
    primary key (request_id, need)
);

create table request_persons (
    id @id primary key,
    request_id @id not null references requests (id),
    position @number not null check (position > 0),
    kind text not null check (kind in ('child', 'adult')),
    earlier_id @id references request_persons (id),
    given_names text not null default '',
    family_name text not null default '',
    born text not null default '',
    born_from @day,
    born_until @day,
    sex text not null default '',
    sealed @blob not null,
    relationship text not null default '',
    described text not null default '', -- a mark of name and birthday: the same child, whoever describes them
    person_id @id references people (id), -- as the newest of what was said of it has it
    unique (request_id, position)
);

create index request_persons_of_person on request_persons (person_id);
create index request_persons_by_description on request_persons (described) where described <> '';
create index request_persons_of_earlier on request_persons (earlier_id) where earlier_id is not null;

-- By which an agency finds the children again that it asked about.
create table request_child_words (
    agency_id @id not null references agencies (id),
    word @word not null check (word <> ''),
    request_person_id @id not null references request_persons (id),
    primary key (agency_id, word, request_person_id)
);

-- Every answer in the words of whoever asked, with the question as it was put.
create table request_answers (
    request_id @id not null references requests (id),
    position @number not null,
    person @number not null default 0,
    question text not null,
    label text not null,
    code text not null default '',
    sealed @blob not null,
    primary key (request_id, position)
);

-- What a person said about a possible match, each time. The latest stands; a refusal also for whoever is described in
-- the same words in another request.
create table request_matches (
    id @id primary key,
    request_person_id @id not null references request_persons (id),
    person_id @id not null references people (id),
    verdict text not null check (verdict in ('same', 'not_same', 'cannot_tell')),
    reason text not null default '',
    said_at @instant not null,
    said_by_posting_id @id not null references postings (id)
);

create index request_matches_of_person on request_matches (request_person_id, said_at);

create table request_questions (
    id @id primary key,
    request_id @id not null references requests (id),
    asked_at @instant not null,
    asked_by_posting_id @id not null references postings (id),
    question text not null check (question <> ''),
    told text not null default '',
    answered_at @instant,
    answered_by_posting_id @id references postings (id),
    answer text not null default '',
    check ((answered_at is null) = (answered_by_posting_id is null))
);

create unique index request_questions_open on request_questions (request_id) where answered_at is null;
create index request_questions_of_request on request_questions (request_id, asked_at);

-- What whoever asked added after sending. What was sent stays as it was.
create table request_additions (
    id @id primary key,
    request_id @id not null references requests (id),
    added_at @instant not null,
    posting_id @id not null references postings (id),
    words text not null check (words <> '')
);

create index request_additions_of_request on request_additions (request_id, added_at);

create table request_decisions (
    id @id primary key,
    request_id @id not null references requests (id),
    decided_at @instant not null,
    posting_id @id not null references postings (id),
    code text not null,
    label text not null,
    kind text not null check (kind in ('opens_episode', 'closes', 'joins_episode', 'steps_up', 'passes_elsewhere')),
    reason text not null check (reason <> ''),
    feedback text not null default '', -- to whoever asked
    told text not null default '',
    agency_id @id references agencies (id),
    team_id @id references teams (id),
    offer text not null default '',
    episode_id @id references episodes (id),
    step_up_id @id references step_ups (id),
    check ((kind = 'steps_up') = (step_up_id is not null)),
    check (kind not in ('opens_episode', 'joins_episode') or episode_id is not null)
);

create index request_decisions_of_request on request_decisions (request_id, decided_at);

create table request_levels (
    decision_id @id not null references request_decisions (id),
    request_person_id @id not null references request_persons (id),
    level text not null check (level <> ''),
    primary key (decision_id, request_person_id)
);

-- What a triage worker has typed on the decision page and not recorded yet.
create table request_decision_drafts (
    request_id @id not null references requests (id),
    user_id @id not null references users (id),
    version @number not null check (version > 0),
    sealed @blob not null,
    saved_at @instant not null,
    primary key (request_id, user_id)
);

create index request_decision_drafts_by_age on request_decision_drafts (saved_at);

-- A request that was added to an open episode, until its lead has read it. `beside`: help began a second time, because
-- whoever decided may not know of this episode; its lead may know of both.
create table request_joins (
    request_id @id not null references requests (id),
    episode_id @id not null references episodes (id),
    joined_at @instant not null,
    beside @flag not null,
    read_at @instant,
    read_by_posting_id @id references postings (id),
    primary key (request_id, episode_id)
);

create index request_joins_of_episode on request_joins (episode_id);

-- What a list says of a request to everybody who may see it there; who may, and how much of the ward, the list asks.
create view request_lines as
select r.id, r.reference, r.sent_at, r.names, a.name as agency_name, w.name as ward_name, r.state, r.danger, r.urgency,
       r.due_at, r.decided_at, r.version, r.taken_by_posting_id, u.name as taken_by_name,
       case when r.state = 'step_up' then (select max(u.asked_at)
                                             from request_decisions d
                                             join step_ups u on u.id = d.step_up_id
                                            where d.request_id = r.id) end as stepped_up_at,
       (select d.label
          from request_decisions d
         where d.request_id = r.id
         order by d.decided_at desc, d.id desc
         limit 1) as decision
  from requests r
  join agencies a on a.id = r.sender_agency_id
  left join wards w on w.code = r.ward
  left join postings t on t.id = r.taken_by_posting_id
  left join users u on u.id = t.user_id;
