-- Who may call. In profile these rows are the truth; every other service keeps them as a copy of polyphon.profile.workspaces.
create table workspace (
  workspace_id uuid primary key,
  key text not null unique,
  name text not null,
  mode text not null check (mode in ('live', 'test')),
  time_zone text not null,
  locale text not null,
  default_region text,
  settings jsonb not null default '{}',
  created_at timestamptz not null
);

create table access_key (
  key_id uuid primary key,
  workspace_id uuid not null,
  kind text not null check (kind in ('secret', 'publishable', 'person')),
  hash text,
  public_key jsonb,
  scopes text[] not null default '{}',
  origins text[] not null default '{}',
  expires_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null
);
create index access_key_by_workspace on access_key (workspace_id, kind);

-- Which workspace an id handed to strangers (a provider, for instance) belongs to. Holds no personal data.
create table locator (
  kind text not null,
  id text not null,
  workspace_id uuid not null,
  primary key (kind, id)
);

create function current_workspace() returns uuid language sql stable
  as $$ select nullif(current_setting('app.workspace_id', true), '')::uuid $$;

-- Answers already given to an Idempotency-Key, stored in the transaction of the effect itself.
create table idempotency (
  workspace_id uuid not null,
  operation text not null,
  idempotency_key text not null,
  request_hash text not null,
  status smallint,
  headers jsonb,
  body text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, operation, idempotency_key)
);
create index idempotency_by_age on idempotency (created_at);
alter table idempotency enable row level security;
alter table idempotency force row level security;
create policy workspace_only on idempotency
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
