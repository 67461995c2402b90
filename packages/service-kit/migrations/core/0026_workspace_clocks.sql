-- How far a test workspace has moved its clock. In profile these rows are the truth; every other service keeps them as a copy of
-- polyphon.profile.workspaces. A workspace that has never moved it has no row.
create table workspace_clock (
  workspace_id uuid primary key,
  -- By how much its time is ahead of the server's; it only grows.
  offset_ms bigint not null check (offset_ms > 0),
  changed_at timestamptz not null,
  -- While what fell due in a move is still being run: the moment of the workspace's time that this has come to.
  reached timestamptz
);
