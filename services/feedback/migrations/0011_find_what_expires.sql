-- What expires is found by its age, the oldest first.
create index answer_by_age on answer (workspace_id, received_at);
create index invitation_by_age on invitation (workspace_id, expires_at);
