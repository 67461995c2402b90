-- What somebody of the firm has to do. Each service keeps what it has opened itself; profile keeps everybody's, and the rows of
-- others are a copy of their facts there.
create table work (
  workspace_id uuid not null,
  work_id uuid not null,
  service text not null,
  version integer not null,
  kind text not null,
  state text not null,
  -- What it is about, of work that a service opens by itself: there is one of each that has not ended.
  subject text,
  owner_unit text not null,
  owner_staff_id uuid,
  because text not null,
  former_owners json not null,
  hand_overs integer not null,
  opened_at timestamptz not null,
  due_at timestamptz,
  -- The order of lists: what has no due time comes last.
  due_order timestamptz not null generated always as (coalesce(due_at, '9999-12-31 23:59:59+00'::timestamptz)) stored,
  acknowledged_at timestamptz,
  overdue_at timestamptz,
  ended_at timestamptz,
  profile_id uuid,
  origin_id uuid,
  why text not null,
  href text not null,
  primary key (workspace_id, work_id)
);
select protect_table('work');
create unique index work_by_subject on work (workspace_id, subject) where ended_at is null and subject is not null;
create index work_by_due on work (workspace_id, due_order, work_id);
create index work_by_unit on work (workspace_id, owner_unit, due_order, work_id);
create index work_by_staff on work (workspace_id, owner_staff_id, due_order, work_id);
create index work_by_profile on work (workspace_id, profile_id) where profile_id is not null;
create index work_by_age on work (workspace_id, ended_at, work_id) where ended_at is not null;
