create table journey (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  status text not null check (status in ('live', 'stopped')),
  -- Runs that began up to here are to end as stopped, whatever happens to them next.
  runs_end_before timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, key)
);
alter table journey enable row level security;
alter table journey force row level security;
create policy workspace_only on journey
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Text, so that a definition is answered exactly as it was put.
create table journey_version (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  definition text not null,
  published_at timestamptz not null,
  primary key (workspace_id, key, version)
);
alter table journey_version enable row level security;
alter table journey_version force row level security;
create policy workspace_only on journey_version
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Every event that some published version mentions; whatever is not here costs nothing.
create table journey_event (
  workspace_id uuid not null,
  name text not null,
  key text not null,
  primary key (workspace_id, name, key)
);
alter table journey_event enable row level security;
alter table journey_event force row level security;
create policy workspace_only on journey_event
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- What starts a run of a live journey: an event by name, a segment entered or left.
create table journey_trigger (
  workspace_id uuid not null,
  kind text not null check (kind in ('event', 'segment_entered', 'segment_left')),
  name text not null,
  key text not null,
  primary key (workspace_id, kind, name, key)
);
create index journey_trigger_by_key on journey_trigger (workspace_id, key);
alter table journey_trigger enable row level security;
alter table journey_trigger force row level security;
create policy workspace_only on journey_trigger
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
