-- By which request it was said last whether somebody's data may be used: { requestId, restricted }. Null: nobody has said anything.
alter table profile add column restriction jsonb;
-- Who asked for it, and which services obey; the newest of a person counts.
create table restriction (
  workspace_id uuid not null,
  request_id uuid not null,
  -- By the id at writing; whoever absorbs them takes it along.
  profile_id uuid not null,
  restricted boolean not null,
  reason text,
  requested_at timestamptz not null,
  -- By service, when it confirmed.
  receipts json not null default '{}',
  primary key (workspace_id, request_id)
);
select protect_table('restriction');
create index restriction_by_profile on restriction (workspace_id, profile_id);
