-- A workspace that the operator has suspended: its credentials are refused, and its timers wait with run_at = 'infinity'.
alter table workspace add column suspended_at timestamptz;
create index workspace_suspended on workspace (workspace_id) where suspended_at is not null;
