-- Lists of messages by when they were planned, which never moves, and those of a run.
create index message_by_plan on message (workspace_id, planned_at desc, message_id desc);
create index message_by_run on message (workspace_id, run_id) where run_id is not null;
