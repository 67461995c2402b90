-- Facts that concern some journey, each once: the history that conditions count, and what makes a second delivery harmless.
create table occurrence (
  workspace_id uuid not null,
  -- The messageId of an interaction; the event's own id for a change of segments.
  message_id text not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  -- Null for changes of segments, which no condition counts.
  name text,
  occurred_at timestamptz not null,
  properties json not null,
  primary key (workspace_id, message_id)
);
create index occurrence_by_profile on occurrence (workspace_id, profile_id, name, occurred_at desc);
create index occurrence_by_age on occurrence (workspace_id, occurred_at);
alter table occurrence enable row level security;
alter table occurrence force row level security;
create policy workspace_only on occurrence
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- What somebody allows, for conditions that ask; whether a message may be sent is decided by messaging alone.
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
alter table permission enable row level security;
alter table permission force row level security;
create policy workspace_only on permission
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
