-- Written by commands in their own transaction, emptied by the relay. Lanes keep the order of a key.
create table outbox (
  lane smallint not null,
  id bigint generated always as identity,
  event_id uuid not null,
  workspace_id uuid,
  topic text not null,
  key text not null,
  type text not null,
  headers text not null,
  payload text,
  created_at timestamptz not null default now(),
  primary key (lane, id)
) with (autovacuum_vacuum_scale_factor = 0.01);

create table outbox_lane (
  lane smallint primary key,
  paused boolean not null default false,
  note text
);
insert into outbox_lane (lane) select generate_series(0, 63);

-- How far a consumer group has applied a partition; `topic_id` changes when a topic is made anew.
create table consumer_offset (
  consumer_group text not null,
  topic text not null,
  topic_id text not null,
  partition integer not null,
  next_offset bigint not null,
  applied_at timestamptz not null default now(),
  primary key (consumer_group, topic, topic_id, partition)
);

-- Only for handlers whose effect has no natural key.
create table inbox (
  consumer text not null,
  event_id uuid not null,
  handled_at timestamptz not null default now(),
  primary key (consumer, event_id)
);
create index inbox_by_age on inbox (handled_at);

create table dead_letter (
  id uuid primary key,
  workspace_id uuid,
  consumer_group text not null,
  topic text not null,
  topic_id text not null,
  partition integer not null,
  record_offset bigint not null,
  record_key text,
  headers text not null,
  payload text,
  event_id text,
  event_type text,
  error_class text not null,
  error_code text not null,
  reason text not null,
  attempts integer not null default 1,
  first_seen_at timestamptz not null,
  last_tried_at timestamptz not null,
  unique (consumer_group, topic, topic_id, partition, record_offset)
);
create index dead_letter_by_workspace on dead_letter (workspace_id, id);

-- What falls due. A new token makes an older claim of the same key void; `run_at` is `due_at` until a try has failed.
create table timer (
  workspace_id uuid not null,
  kind text not null,
  key text not null,
  due_at timestamptz not null,
  run_at timestamptz not null,
  token uuid not null,
  data jsonb not null,
  attempts integer not null default 0,
  last_error text,
  primary key (workspace_id, kind, key)
);
create index timer_by_time on timer (run_at);
