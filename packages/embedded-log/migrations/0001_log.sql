-- The embedded log. Offsets have no gaps and are given out under the lock of the partition's row, so that their order is
-- the order of the commits and nobody who reads on from an offset can miss a record.
create table log_topic (
  topic text primary key,
  topic_id uuid not null unique default gen_random_uuid(),
  compacted boolean not null,
  retention_ms bigint not null
);

create table log_partition (
  partition_id integer generated always as identity primary key,
  topic text not null references log_topic on delete cascade,
  partition smallint not null,
  next_offset bigint not null default 0,
  cleaned_to bigint not null default 0,
  kept bigint not null default 0,
  unique (topic, partition)
) with (fillfactor = 50);

-- No reference to log_partition: checking it would lock that row once more for each record.
create table log_record (
  partition_id integer not null,
  record_offset bigint not null,
  record_key text not null,
  headers text not null,
  value text,
  written_at timestamptz not null,
  primary key (partition_id, record_offset)
);

create table log_place (
  consumer_group text not null,
  partition_id integer not null references log_partition on delete cascade,
  next_offset bigint not null,
  primary key (consumer_group, partition_id)
) with (fillfactor = 50);

-- One round trip and one transaction for a whole batch. `records` holds {p: partition_id, n: position within it, k, h, v}.
create function log_append(partitions integer[], counts integer[], records json, at timestamptz)
returns table (partition_id integer, first_offset bigint) language plpgsql as $$
#variable_conflict use_column
declare
  locked integer;
begin
  perform 1 from log_partition p where p.partition_id = any (partitions) order by p.partition_id for update;
  get diagnostics locked = row_count;
  if locked <> cardinality(partitions) then
    raise exception 'a partition of the log is gone' using errcode = 'no_data_found';
  end if;
  return query
    with moved as (
      update log_partition p set next_offset = p.next_offset + told.count
        from unnest(partitions, counts) as told (partition_id, count)
       where p.partition_id = told.partition_id
      returning p.partition_id, p.next_offset - told.count as first_offset
    ), written as (
      insert into log_record (partition_id, record_offset, record_key, headers, value, written_at)
      select m.partition_id, m.first_offset + r.n, r.k, r.h, r.v, at
        from json_to_recordset(records) as r (p integer, n integer, k text, h text, v text)
        join moved m on m.partition_id = r.p
    )
    select m.partition_id, m.first_offset from moved m;
end $$;

-- A place that is lost in a crash only means that records are delivered again, so nobody waits for the disk here.
create function log_keep_places(given_group text, partitions integer[], offsets bigint[])
returns void language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  insert into log_place as place (consumer_group, partition_id, next_offset)
  select given_group, told.partition_id, told.next_offset
    from unnest(partitions, offsets) as told (partition_id, next_offset)
    join log_partition p on p.partition_id = told.partition_id
   order by told.partition_id
  on conflict (consumer_group, partition_id)
  do update set next_offset = greatest(place.next_offset, excluded.next_offset);
end $$;
