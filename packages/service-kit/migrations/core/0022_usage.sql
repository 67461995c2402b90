-- What the operator allows a workspace a day: `{ "eventsPerDay": 100000 }`. What is not named has no bound.
alter table workspace add column quotas jsonb not null default '{}';

-- How much of something a workspace has used on a day of its own time zone: the sum over the slots. Each connection adds to a
-- slot of its own, so that transactions of one workspace do not wait for each other.
create table usage_slot (
  workspace_id uuid not null,
  day date not null,
  counter text not null,
  slot smallint not null,
  amount bigint not null,
  primary key (workspace_id, day, counter, slot)
) with (fillfactor = 50);
select protect_table('usage_slot');

-- That a quota was reached to so many percent on a day, which is told once.
create table quota_notice (
  workspace_id uuid not null,
  day date not null,
  quota text not null,
  percent smallint not null,
  most bigint not null,
  primary key (workspace_id, day, quota, percent, most)
);
select protect_table('quota_notice');
