-- Lists of messages by when they were planned, which never moves, and those of a run.
create index message_by_plan on message (workspace_id, planned_at desc, message_id desc);
create index message_by_run on message (workspace_id, run_id) where run_id is not null;
-- When a row was last written: the beginning of that transaction, by the clock of the database. Whoever reads updates
-- stays behind the oldest transaction, so that what commits later is not passed over.
alter table message add column written_at timestamptz not null default now();
create index message_by_update on message (workspace_id, written_at, message_id);
