-- Every decision whether to ask somebody, with its reason. Answers so far are kept here, under the row lock that lets
-- a token be used once; the token itself is never stored.
create table invitation (
  workspace_id uuid not null,
  id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  survey_key text not null,
  version integer,
  decision text not null check (decision in ('asked', 'not_asked')),
  reason text,
  until timestamptz,
  token_hash text,
  order_id text,
  run_id uuid,
  touchpoint text,
  properties jsonb not null,
  template text,
  topic text not null,
  channels text[] not null,
  locale text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  answer_id uuid not null,
  answers jsonb not null default '{}',
  started_at timestamptz,
  used_at timestamptz,
  primary key (workspace_id, id),
  check ((decision = 'asked') = (token_hash is not null and version is not null))
) with (fillfactor = 85);
-- The same order is carried out once.
create unique index invitation_by_order on invitation (workspace_id, order_id) where order_id is not null;
-- listInvitations, newest first.
create index invitation_by_survey on invitation (workspace_id, survey_key, created_at desc, id desc);
-- Merging two people.
create index invitation_by_profile on invitation (workspace_id, profile_id);
-- Opening and answering by token. Made last: as long as a table has no statistics, PostgreSQL takes the newest of the
-- indexes that look equally good to it.
create unique index invitation_by_token on invitation (workspace_id, token_hash) where token_hash is not null;
alter table invitation enable row level security;
alter table invitation force row level security;
create policy workspace_only on invitation
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
