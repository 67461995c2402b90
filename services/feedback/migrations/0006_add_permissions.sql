-- What somebody allows, to say at once that an invitation will not go out; whether it does is decided by messaging alone.
create table permission (
  workspace_id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  channel text not null,
  topic text not null,
  state text not null,
  occurred_at timestamptz not null,
  primary key (workspace_id, profile_id, channel, topic)
);
-- Whether anybody at all allows it, asked when a survey is published.
create index permission_by_state on permission (workspace_id, state);
alter table permission enable row level security;
alter table permission force row level security;
create policy workspace_only on permission
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- The templates of messaging, which an invitation may name.
create table heard_template (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  primary key (workspace_id, key)
);
alter table heard_template enable row level security;
alter table heard_template force row level security;
create policy workspace_only on heard_template
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
