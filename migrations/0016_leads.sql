-- Who leads a period of help, apart from who only works with it or is named for it: outside the council's own agency
-- only whoever leads corrects the record (security 2.3).

alter table involvements add column leads @flag not null default false;

update involvements
   set leads = true
 where exists (select 1
                 from episodes e
                where e.id = involvements.case_id
                  and e.lead_posting_id = involvements.posting_id);
