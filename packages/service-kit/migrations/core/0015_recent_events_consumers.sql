-- Up to where those who poll have acknowledged, where we keep it for them. Whoever has not come for longer than events are kept
-- has missed some, and is told so.
create table event_consumer (
  workspace_id uuid not null,
  consumer text not null,
  seq bigint not null,
  at bigint not null,
  polled_at timestamptz not null default now(),
  primary key (workspace_id, consumer)
);
select protect_table('event_consumer');
