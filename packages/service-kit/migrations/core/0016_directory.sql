-- Units, staff, and who vouches for staff. In profile these rows are the truth; every other service keeps them as a copy of
-- polyphon.profile.workspaces.
create table directory_unit (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  name text not null,
  parent text,
  valid_from timestamptz,
  valid_to timestamptz,
  details json not null,
  primary key (workspace_id, key)
);
select protect_table('directory_unit');

create table staff (
  workspace_id uuid not null,
  staff_id uuid not null,
  version integer not null,
  name text not null,
  email text not null,
  -- The same address in its one form; a copy may hold it twice for a moment.
  email_key text not null,
  unit text not null,
  roles text[] not null,
  valid_from timestamptz,
  valid_to timestamptz,
  details json not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, staff_id)
);
select protect_table('staff');
create index staff_by_email on staff (workspace_id, email_key);

-- Looked up by issuer before the workspace of a token is known, as keys are by their id.
create table identity_provider (
  workspace_id uuid primary key,
  version integer not null,
  issuer text not null,
  audience text not null,
  jwks_uri text not null,
  algorithms text[] not null,
  claims json not null,
  role_names json not null,
  updated_at timestamptz not null
);
create index identity_provider_by_issuer on identity_provider (issuer);
