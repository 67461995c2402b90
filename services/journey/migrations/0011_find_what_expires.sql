-- What expires is found by its age, the oldest first; a run from its end on.
create index entry_by_age on entry (workspace_id, tried_at);
create index run_by_age on run (workspace_id, ended_at) where status = 'ended';
