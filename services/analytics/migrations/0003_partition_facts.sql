-- breaking: yes: processes from before recognise what is there by a key that is gone.
-- Facts are partitioned by the month in which they were taken in. Writes every fact anew, so it needs the room of the table once
-- more, and is all or nothing: a process that is killed meanwhile leaves what was there.

-- The dedupe: every event that was ever taken in, with the month in which its fact lies.
create table seen_fact (
  workspace_id uuid not null,
  event_id uuid not null,
  month date not null,
  primary key (workspace_id, event_id)
);

alter table fact rename to former_fact;
drop index fact_by_type;
-- Its owner reads the rows of all workspaces here. When they were taken in nobody knows; ids say when they were published,
-- unless they are of another kind, or of a clock that nobody has.
alter table former_fact no force row level security;
alter table former_fact add column taken_at timestamptz;
update former_fact
   set taken_at = case when substr(event_id::text, 15, 1) = '7' then
         to_timestamp(('x' || translate(left(event_id::text, 13), '-', ''))::bit(48)::bigint / 1000.0) end;
update former_fact set taken_at = now() where taken_at is null or taken_at < '2026-01-01 00:00:00+00' or taken_at > now();

-- Everything that was told, once each. `dimensions` and `properties` hold text only, so that any of them can group.
create table fact (
  workspace_id uuid not null,
  event_id uuid not null,
  type text not null,
  profile_id uuid,
  bucket smallint generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  occurred_at timestamptz not null,
  taken_at timestamptz not null,
  channel text,
  dimensions jsonb not null,
  properties jsonb not null
) partition by range (taken_at);
select split_by_months('fact');
select make_month('fact', month) from (select distinct month_of(taken_at) as month from former_fact) months order by month;

insert into fact (workspace_id, event_id, type, profile_id, occurred_at, taken_at, channel, dimensions, properties)
select workspace_id, event_id, type, profile_id, occurred_at, taken_at, channel, dimensions, properties from former_fact;
insert into seen_fact (workspace_id, event_id, month)
select workspace_id, event_id, month_of(taken_at) from former_fact;
drop table former_fact;

-- Counts by type, and the interactions of a period.
create index fact_by_type on fact (workspace_id, type, occurred_at);
-- Events of a month that is dropped.
create index seen_fact_by_month on seen_fact using brin (month) with (autosummarize = on);
select protect_table('fact');
select protect_table('seen_fact');
