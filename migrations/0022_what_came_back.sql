-- What came back to a request, for lists that say so: social care's answer to its step up, and the referrer's to a
-- question until somebody acts on it. A request that waits is decided again only when social care sent it back.
create view request_replies as
select r.id as request_id,
       case when r.state in ('received', 'question') then (select max(n.answered_at)
                                                             from request_decisions d
                                                             join step_up_answers n on n.step_up_id = d.step_up_id
                                                            where d.request_id = r.id
                                                              and n.outcome = 'returned') end as sent_back_at,
       case when r.state = 'decided' then (select max(n.answered_at)
                                             from request_decisions d
                                             join step_up_answers n on n.step_up_id = d.step_up_id
                                            where d.request_id = r.id
                                              and n.outcome = 'accepted') end as accepted_at,
       case when r.state = 'received' then (select max(q.answered_at)
                                              from request_questions q
                                             where q.request_id = r.id
                                               and q.answer <> ''
                                               and not exists (select 1
                                                                 from request_decisions d
                                                                where d.request_id = r.id
                                                                  and d.decided_at >= q.answered_at)) end as replied_at
  from requests r;
