-- The newest version of each survey; its row is the lock under which versions are published.
create table survey (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  primary key (workspace_id, key)
);
alter table survey enable row level security;
alter table survey force row level security;
create policy workspace_only on survey
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Published versions never change. `json`, not `jsonb`: the order of the languages says which one is the last resort.
create table survey_version (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  definition json not null,
  published_at timestamptz not null,
  primary key (workspace_id, key, version)
);
alter table survey_version enable row level security;
alter table survey_version force row level security;
create policy workspace_only on survey_version
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
