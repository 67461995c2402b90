-- The private halves with which Polyphon signs person tokens; the public ones are access keys of kind 'person'.
create table signing_key (
  workspace_id uuid not null,
  key_id uuid not null,
  private_key jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, key_id)
);
alter table signing_key enable row level security;
alter table signing_key force row level security;
create policy workspace_only on signing_key
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Changes with every segment that is published, so that compiled segments can be kept in memory.
create table segment_stamp (
  workspace_id uuid primary key,
  stamp uuid not null
);
alter table segment_stamp enable row level security;
alter table segment_stamp force row level security;
create policy workspace_only on segment_stamp
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- The newest version of each segment.
create table segment (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  name text not null,
  condition jsonb not null,
  created_at timestamptz not null,
  published_at timestamptz not null,
  primary key (workspace_id, key)
);
alter table segment enable row level security;
alter table segment force row level security;
create policy workspace_only on segment
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Every version that was ever published; what members were told refers to one.
create table segment_version (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  name text not null,
  condition jsonb not null,
  published_at timestamptz not null,
  primary key (workspace_id, key, version)
);
alter table segment_version enable row level security;
alter table segment_version force row level security;
create policy workspace_only on segment_version
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- How far everybody has been sorted by a version; `after_id` is the last profile looked at. Gone when it is done.
create table segment_backfill (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  after_id uuid,
  primary key (workspace_id, key)
);
alter table segment_backfill enable row level security;
alter table segment_backfill force row level security;
create policy workspace_only on segment_backfill
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

create table segment_member (
  workspace_id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  segment text not null,
  version integer not null,
  entered_at timestamptz not null,
  until timestamptz,
  primary key (workspace_id, profile_id, segment)
);
-- Members of a segment, page by page.
create index segment_member_by_segment on segment_member (workspace_id, segment, profile_id);
alter table segment_member enable row level security;
alter table segment_member force row level security;
create policy workspace_only on segment_member
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- What else belongs in somebody's timeline: facts of other services and changes of segments, under the id that the person
-- had then. `item_id` is the id of the event, so hearing it twice changes nothing.
create table timeline_item (
  workspace_id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  occurred_at timestamptz not null,
  item_id text not null,
  kind text not null,
  service text not null,
  type text not null,
  data jsonb not null,
  primary key (workspace_id, profile_id, item_id)
);
-- The timeline, newest first.
create index timeline_item_by_time on timeline_item (workspace_id, profile_id, occurred_at desc, item_id);
alter table timeline_item enable row level security;
alter table timeline_item force row level security;
create policy workspace_only on timeline_item
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
