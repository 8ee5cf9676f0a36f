-- Who handed a draft over, for whoever it was handed to; and what a colleague sent of it, for whoever had begun it.
alter table request_drafts add column handed_by_user_id @id references users (id);

create index requests_begun_by on requests (begun_by_posting_id, sent_at) where begun_by_posting_id is not null;
