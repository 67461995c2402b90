-- What the last applied record was: one that is another at the same offset shows a log that was cut off and written anew.
alter table consumer_offset add column last_record text;
-- When the group was given the partition; null for those from before this was kept.
alter table consumer_offset add column assigned_at timestamptz;

-- Records that a group can no longer read, or may have missed, until the operator accepts that.
create table log_gap (
  consumer_group text not null,
  topic text not null,
  topic_id text not null,
  partition integer not null,
  from_offset bigint not null,
  to_offset bigint,
  reason text not null check (reason in ('deleted', 'made_anew', 'cut_off')),
  read_until timestamptz,
  found_at timestamptz not null,
  accepted_at timestamptz,
  primary key (consumer_group, topic, topic_id, partition, from_offset)
);
create index log_gap_open on log_gap (found_at) where accepted_at is null;

-- Of topics that were made anew in the past only the youngest offset counts.
delete from consumer_offset old using consumer_offset young
 where young.consumer_group = old.consumer_group and young.topic = old.topic and young.partition = old.partition
   and young.topic_id <> old.topic_id and young.applied_at > old.applied_at;
