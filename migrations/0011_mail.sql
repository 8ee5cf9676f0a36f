-- Letters are written down with what they tell, and sent when the relay can take them.
create table mail_outbox (
    id @id primary key,
    reference @reference not null unique,
    recipient text not null check (recipient <> ''),
    template text not null,
    request_reference @reference,
    delivery text not null default 'waiting' check (delivery in ('waiting', 'sent', 'failed')),
    made_at @instant not null,
    next_try_at @instant not null,
    tries @number not null default 0 check (tries >= 0),
    sent_at @instant,
    last_error text not null default '',
    check ((delivery = 'sent') = (sent_at is not null))
);

create index mail_outbox_due on mail_outbox (next_try_at) where delivery = 'waiting';
create index mail_outbox_troubled on mail_outbox (made_at) where delivery = 'failed' or tries > 0;
