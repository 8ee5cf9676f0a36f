-- What the web side must remember between two requests: forms already sent, and forms sent by somebody signed out.

create table submissions (
    key         text not null primary key check (length(key) = 64),
    user_id     text not null, -- '' when nobody was signed in
    route       text not null,
    fingerprint text not null check (length(fingerprint) = 64),
    address     text not null,
    made_at     @instant not null
);

create index submissions_by_age on submissions (made_at);

create table held_posts (
    reference @reference not null primary key,
    user_id   @id not null references users (id),
    path      text not null,
    sealed    @blob not null, -- the form, encrypted
    held_at   @instant not null
);

create index held_posts_of_user on held_posts (user_id, held_at);
create index held_posts_by_age on held_posts (held_at);
