-- A read copy of who somebody is, fed by polyphon.profile.people and profile.changed; the higher revision wins.
create table person (
  workspace_id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  revision bigint not null,
  traits jsonb not null,
  identifiers jsonb not null,
  segments text[] not null,
  accounts jsonb not null,
  locale text,
  time_zone text,
  updated_at timestamptz not null,
  primary key (workspace_id, profile_id)
);
alter table person enable row level security;
alter table person force row level security;
create policy workspace_only on person
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Old ids of somebody who was merged; every id is resolved through it on write and on read.
create table profile_alias (
  workspace_id uuid not null,
  old_id uuid not null,
  canonical_id uuid not null,
  revision bigint not null,
  primary key (workspace_id, old_id)
);
create index profile_alias_by_canonical on profile_alias (workspace_id, canonical_id);
alter table profile_alias enable row level security;
alter table profile_alias force row level security;
create policy workspace_only on profile_alias
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- For finding somebody by an identifier; plain columns, because row-level security switches off other indexes.
create table person_identifier (
  workspace_id uuid not null,
  type text not null,
  value text not null,
  profile_id uuid not null,
  primary key (workspace_id, type, value, profile_id)
);
create index person_identifier_by_profile on person_identifier (workspace_id, profile_id);
alter table person_identifier enable row level security;
alter table person_identifier force row level security;
create policy workspace_only on person_identifier
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
