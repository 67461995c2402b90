-- Lists of answers by when they were given, of a run and of an invitation.
create index answer_by_occurrence on answer (workspace_id, occurred_at desc, id desc);
create index answer_by_run on answer (workspace_id, run_id) where run_id is not null;
