-- What other services have published and journeys name: without it a publication could not say that a mail will not go out.
create table heard_definition (
  workspace_id uuid not null,
  -- template, survey or segment
  kind text not null,
  key text not null,
  version integer not null,
  -- Of a template: the channel it is written for, and what its data must hold.
  about json not null,
  primary key (workspace_id, kind, key)
);
alter table heard_definition enable row level security;
alter table heard_definition force row level security;
create policy workspace_only on heard_definition
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Whether anybody at all allows a topic, asked when a journey is published.
create index permission_by_topic on permission (workspace_id, topic, channel, state);
