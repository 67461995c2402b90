-- One row for each person as they are now. A merged person has no row any more, only an alias.
create table profile (
  workspace_id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  -- Grows by one with every change of the snapshot that the others are told.
  revision bigint not null,
  traits jsonb not null,
  -- By trait: when the event happened that set or removed it, in milliseconds; the newest wins.
  trait_times jsonb not null,
  -- Language and time zone that devices reported, with their times; what the traits say comes first.
  observed jsonb not null,
  -- Keys of the segments as last told; `segment_member` says since when and until when.
  segments text[] not null default '{}',
  accounts jsonb not null default '[]',
  -- Every id that was merged into this one.
  absorbed_ids uuid[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, profile_id)
) with (fillfactor = 70);
alter table profile enable row level security;
alter table profile force row level security;
create policy workspace_only on profile
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Old ids, for ever; always pointing at who they are now.
create table profile_alias (
  workspace_id uuid not null,
  old_id uuid not null,
  canonical_id uuid not null,
  merged_at timestamptz not null,
  primary key (workspace_id, old_id)
);
create index profile_alias_by_canonical on profile_alias (workspace_id, canonical_id);
alter table profile_alias enable row level security;
alter table profile_alias force row level security;
create policy workspace_only on profile_alias
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Whom an identifier leads to, and the lock for everybody who looks at it. `profile_id` may be an old id: read it through
-- `profile_alias`. It is null for a value that belongs to nobody, and for an ambiguous one until an event carries
-- nothing else; then it names the anonymous profile of that identifier.
create table identifier (
  workspace_id uuid not null,
  type text not null,
  value text not null,
  profile_id uuid,
  ambiguous boolean not null default false,
  primary key (workspace_id, type, value)
) with (fillfactor = 80);
alter table identifier enable row level security;
alter table identifier force row level security;
create policy workspace_only on identifier
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- What identifiers a person has; an ambiguous one belongs to several. `profile_id` is always a current one.
create table profile_identifier (
  workspace_id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  type text not null,
  value text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (workspace_id, profile_id, type, value)
) with (fillfactor = 80);
-- Finding somebody by an identifier, all of them where it is ambiguous.
create index profile_identifier_by_value on profile_identifier (workspace_id, type, value);
alter table profile_identifier enable row level security;
alter table profile_identifier force row level security;
create policy workspace_only on profile_identifier
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Everything that was collected, as it came, under the id that the person had then: read it through `profile_alias`.
-- `profile_id` is null where nothing said who it was.
create table interaction (
  workspace_id uuid not null,
  message_id text not null,
  profile_id uuid,
  bucket smallint generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  -- The order in which events about the same identifiers were applied.
  position bigint not null generated always as identity,
  kind text not null,
  name text,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  -- What the client's clock said, where that was corrected.
  original_at timestamptz,
  skew_ms bigint not null,
  channel text,
  properties json not null,
  context json not null,
  identifiers json not null,
  -- Traits of an identify or group call.
  traits json,
  group_id text,
  -- What became of the event: verdicts on its identifiers, segments entered and left, warnings.
  trace json not null,
  primary key (workspace_id, message_id)
);
-- The latest times that somebody did something: `did` conditions.
create index interaction_by_name on interaction (workspace_id, profile_id, name, occurred_at desc);
-- The timeline, newest first.
create index interaction_by_time on interaction (workspace_id, profile_id, occurred_at desc, message_id);
alter table interaction enable row level security;
alter table interaction force row level security;
create policy workspace_only on interaction
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Events that were refused, so that their trace says why.
create table rejected_event (
  workspace_id uuid not null,
  message_id text not null,
  code text not null,
  detail text not null,
  received_at timestamptz not null,
  primary key (workspace_id, message_id)
);
alter table rejected_event enable row level security;
alter table rejected_event force row level security;
create policy workspace_only on rejected_event
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Append-only: every link of an identifier to a person and every merge, with its rule and cause. A merge keeps what the
-- absorbed person was, so that it can be taken back.
create table identity_ledger (
  workspace_id uuid not null,
  entry_id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  kind text not null check (kind in ('link', 'merge')),
  type text,
  value text,
  absorbed_id uuid,
  absorbed json,
  rule text not null,
  rules_version integer not null,
  because text not null,
  at timestamptz not null,
  primary key (workspace_id, entry_id)
);
create index identity_ledger_by_profile on identity_ledger (workspace_id, profile_id);
alter table identity_ledger enable row level security;
alter table identity_ledger force row level security;
create policy workspace_only on identity_ledger
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
