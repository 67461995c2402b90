-- breaking: yes: processes from before write and read the five columns.
-- Interactions are partitioned by the month in which they were received. What is said of a person by an event lies in one
-- document, which alone is emptied when they are forgotten. Writes every interaction anew, so it needs the room of the table
-- once more, and is all or nothing: a process that is killed meanwhile leaves what was there.

-- The dedupe: every message that was ever applied, with the month in which its interaction lies.
create table seen_message (
  workspace_id uuid not null,
  message_id text not null,
  month date not null,
  -- That of its interaction.
  position bigint not null,
  -- Segments that people entered and left because of it; null for none.
  segments json,
  primary key (workspace_id, message_id)
) with (fillfactor = 90);

-- The order of arrival goes on where it was: of interactions, and of facts in timelines.
create sequence arrival as bigint;
select setval('arrival', last_value, is_called) from interaction_position_seq;
alter table timeline_item alter column position set default nextval('arrival');

alter table interaction rename to former_interaction;
drop index interaction_by_name;
drop index interaction_by_time;
-- Its owner reads the rows of all workspaces here.
alter table former_interaction no force row level security;

create table interaction (
  workspace_id uuid not null,
  message_id text not null,
  -- The id that the person had then: read it through `profile_alias`. Null where nothing said who it was.
  profile_id uuid,
  bucket smallint generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  -- The order in which events about the same identifiers were applied.
  position bigint not null,
  kind text not null,
  name text,
  occurred_at timestamptz not null,
  -- Nothing happens after it was received.
  received_at timestamptz not null,
  -- What the client's clock said, where that was corrected.
  original_at timestamptz,
  skew_ms bigint not null,
  channel text,
  group_id text,
  -- properties, context, identifiers, traits (null unless the call has some) and trace (verdicts on its identifiers,
  -- warnings); null once it was emptied.
  doc json
) partition by range (received_at);
select split_by_months('interaction');
select make_month('interaction', month)
  from (select distinct month_of(received_at) as month from former_interaction) months order by month;

insert into interaction (workspace_id, message_id, profile_id, position, kind, name, occurred_at, received_at, original_at,
                         skew_ms, channel, group_id, doc)
select workspace_id, message_id, profile_id, position, kind, name, occurred_at, received_at, original_at, skew_ms, channel,
       group_id, json_build_object('properties', properties, 'context', context, 'identifiers', identifiers,
                                   'traits', traits, 'trace', trace)
  from former_interaction;
insert into seen_message (workspace_id, message_id, month, position)
select workspace_id, message_id, month_of(received_at), position from former_interaction;
drop table former_interaction;

-- The latest times that somebody did something: `did` and `sequence` conditions.
create index interaction_by_name on interaction (workspace_id, profile_id, name, occurred_at desc, position desc);
-- The timeline, newest first.
create index interaction_by_time on interaction (workspace_id, profile_id, occurred_at desc, position desc);
-- The one interaction of a message, whose position is known: it grows as the table does, so a few pages are read.
create index interaction_by_position on interaction using brin (position) with (pages_per_range = 16, autosummarize = on);
-- Messages of a month that is dropped.
create index seen_message_by_month on seen_message using brin (month) with (autosummarize = on);
select protect_table('interaction');
select protect_table('seen_message');
