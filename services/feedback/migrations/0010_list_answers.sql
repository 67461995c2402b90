-- Lists of answers by when they were given, of a run and of an invitation.
create index answer_by_occurrence on answer (workspace_id, occurred_at desc, id desc);
create index answer_by_run on answer (workspace_id, run_id) where run_id is not null;
-- When a row was last written: the beginning of that transaction, by the clock of the database. Whoever reads updates
-- stays behind the oldest transaction, so that what commits later is not passed over.
alter table answer add column written_at timestamptz not null default now();
create index answer_by_update on answer (workspace_id, written_at, id);
