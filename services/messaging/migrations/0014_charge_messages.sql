-- When a message was counted against the quota of its workspace, which is once. Null before.
alter table message add column charged_at timestamptz;
