-- Workspaces that the operator has deleted, for good: what comes of one later is taken by nobody. Of each only this stays, and
-- nobody is named in it. Its row is there from the moment at which its deletion was asked for, or heard of.
create table deleted_workspace (
  workspace_id uuid primary key,
  -- No other workspace is given it again.
  key text not null,
  requested_at timestamptz not null,
  -- By the clock of the database: who began before may still be writing.
  heard_at timestamptz not null default clock_timestamp(),
  -- When nothing of it was left in this database.
  ended_at timestamptz,
  -- By service: in profile those of all, elsewhere the own one.
  receipts json not null default '{}'
);
create index deleted_workspace_by_key on deleted_workspace (key);
