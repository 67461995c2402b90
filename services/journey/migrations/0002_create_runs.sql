create table run (
  workspace_id uuid not null,
  run_id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  journey text not null,
  version integer not null,
  status text not null check (status in ('parked', 'running', 'ended')),
  outcome text,
  -- Counts for re-entry: false for who was refused or never seen.
  has_entered boolean not null,
  trigger json not null,
  trigger_key text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  step text,
  visit integer not null,
  wake_at timestamptz,
  goal_until timestamptz,
  goal_reached_at timestamptz,
  traced integer not null,
  memory json not null,
  primary key (workspace_id, run_id)
);
-- The same event never starts a journey twice.
create unique index run_by_trigger on run (workspace_id, journey, trigger_key);
-- For whom something happens.
create index run_open_by_profile on run (workspace_id, profile_id) where status <> 'ended' or goal_until is not null;
-- Lists, and how often somebody has been in a journey.
create index run_by_profile on run (workspace_id, profile_id, journey, run_id);
create index run_by_journey on run (workspace_id, journey, run_id);
create index run_open_by_journey on run (workspace_id, journey, started_at) where status <> 'ended';
alter table run enable row level security;
alter table run force row level security;
create policy workspace_only on run
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

create table run_trace (
  workspace_id uuid not null,
  run_id uuid not null,
  line integer not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  at timestamptz not null,
  step text,
  visit integer,
  what text not null,
  because text not null,
  order_id text,
  primary key (workspace_id, run_id, line)
);
-- A step is entered, and its order given, once for each visit.
create unique index run_trace_enters_once on run_trace (workspace_id, run_id, step, visit) where what = 'entered';
create index run_trace_by_profile on run_trace (workspace_id, profile_id);
alter table run_trace enable row level security;
alter table run_trace force row level security;
create policy workspace_only on run_trace
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- One row for each person and journey that was tried: locked while deciding, with the reason of the last refusal.
create table entry (
  workspace_id uuid not null,
  journey text not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  tried_at timestamptz not null,
  refused_code text,
  refused_because text,
  refused_at timestamptz,
  primary key (workspace_id, journey, profile_id)
);
create index entry_by_profile on entry (workspace_id, profile_id);
alter table entry enable row level security;
alter table entry force row level security;
create policy workspace_only on entry
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
