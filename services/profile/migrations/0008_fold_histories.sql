-- What is left of the past of somebody with a long one, as far as a version of a segment needs it: up to a moment and a
-- position. Only saves reading; without it everything is read. Gone as soon as something older arrives.
create table segment_progress (
  workspace_id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  segment text not null,
  version integer not null,
  through_at timestamptz not null,
  through_position bigint not null,
  -- What the conditions on single events ask of the person, as it was answered.
  person text not null,
  leaves json not null,
  primary key (workspace_id, profile_id, segment)
);
alter table segment_progress enable row level security;
alter table segment_progress force row level security;
create policy workspace_only on segment_progress
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
