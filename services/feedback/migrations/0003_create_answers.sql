-- What somebody answered; `profile_id` is null as long as nobody knows who that was.
create table answer (
  workspace_id uuid not null,
  id uuid not null,
  profile_id uuid,
  bucket smallint generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  survey_key text not null,
  version integer not null,
  identifier_type text,
  identifier_value text,
  invitation_id uuid,
  run_id uuid,
  scores json not null,
  texts json not null,
  properties jsonb not null,
  complete boolean not null,
  locale text,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  primary key (workspace_id, id)
) with (fillfactor = 90);
-- One answer for each invitation.
create unique index answer_by_invitation on answer (workspace_id, invitation_id) where invitation_id is not null;
-- listAnswers, newest first: of all surveys, of one, of a person.
create index answer_by_time on answer (workspace_id, occurred_at desc, id desc);
create index answer_by_survey on answer (workspace_id, survey_key, occurred_at desc, id desc);
create index answer_by_profile on answer (workspace_id, profile_id, occurred_at desc, id desc);
-- Linking what strangers answered once they are known.
create index answer_by_identifier on answer (workspace_id, identifier_type, identifier_value)
  where profile_id is null and identifier_type is not null;
alter table answer enable row level security;
alter table answer force row level security;
create policy workspace_only on answer
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
