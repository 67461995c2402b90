-- Everything that was told, once each. `dimensions` and `properties` hold text only, so that any of them can group.
create table fact (
  workspace_id uuid not null,
  event_id uuid not null,
  type text not null,
  profile_id uuid,
  bucket smallint generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  occurred_at timestamptz not null,
  channel text,
  dimensions jsonb not null,
  properties jsonb not null,
  primary key (workspace_id, event_id)
);
-- Counts by type, and the interactions of a period.
create index fact_by_type on fact (workspace_id, type, occurred_at);
alter table fact enable row level security;
alter table fact force row level security;
create policy workspace_only on fact
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- The first time that a message came to a state.
create table message_fact (
  workspace_id uuid not null,
  message_id uuid not null,
  state text not null,
  event_id uuid not null,
  profile_id uuid,
  bucket smallint generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  occurred_at timestamptz not null,
  channel text not null,
  class text not null,
  topic text not null,
  template text not null,
  locale text,
  touchpoint text,
  primary key (workspace_id, message_id, state)
);
create index message_fact_by_time on message_fact (workspace_id, state, occurred_at);
alter table message_fact enable row level security;
alter table message_fact force row level security;
create policy workspace_only on message_fact
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- An answer as it was told last; a partial one is kept, and counts once it is complete.
create table answer_fact (
  workspace_id uuid not null,
  answer_id uuid not null,
  event_id uuid not null,
  complete boolean not null,
  profile_id uuid,
  bucket smallint generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  occurred_at timestamptz not null,
  survey text not null,
  version integer not null,
  channel text,
  locale text,
  touchpoint text,
  properties jsonb not null,
  primary key (workspace_id, answer_id)
);
create index answer_fact_by_time on answer_fact (workspace_id, occurred_at);
alter table answer_fact enable row level security;
alter table answer_fact force row level security;
create policy workspace_only on answer_fact
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- What a complete answer says to one question; value and scale are null for a text, which itself is not kept. Repeats
-- what the answer says of itself, so that a metric reads one table.
create table score_fact (
  workspace_id uuid not null,
  answer_id uuid not null,
  question text not null,
  kind text not null,
  value double precision,
  scale_min double precision,
  scale_max double precision,
  profile_id uuid,
  bucket smallint generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  occurred_at timestamptz not null,
  survey text not null,
  version integer not null,
  channel text,
  locale text,
  touchpoint text,
  properties jsonb not null,
  primary key (workspace_id, answer_id, question)
);
create index score_fact_by_time on score_fact (workspace_id, occurred_at);
create index score_fact_by_question on score_fact (workspace_id, survey, question, occurred_at);
alter table score_fact enable row level security;
alter table score_fact force row level security;
create policy workspace_only on score_fact
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
