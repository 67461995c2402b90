-- Exports of everything about a person. What they hold lies in the blob store, in parts that the services write; here stands
-- how far each is, and whether it was fetched.
create table person_export (
  workspace_id uuid not null,
  export_id uuid not null,
  profile_id uuid not null,
  requested_at timestamptz not null,
  ends_at timestamptz not null,
  parts json not null default '{}',
  ready_at timestamptz,
  expires_at timestamptz,
  fetching_until timestamptz,
  fetched_at timestamptz,
  failure text,
  ended_at timestamptz,
  primary key (workspace_id, export_id)
);
select protect_table('person_export');
create index person_export_person on person_export (workspace_id, profile_id);
