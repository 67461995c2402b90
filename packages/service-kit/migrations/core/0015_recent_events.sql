-- What this service has published, for a day: what streams, webhooks and polls are served from. Written with the outbox, each
-- event once; the relay does not know it. `seq` is in the order of the commits of whatever holds a lock (as the lanes of the
-- outbox are), and is read only up to where nobody who has a lower one can still commit (decision 0100).
--
-- Partitioned by the hour of the database's clock, so that an hour is dropped as a whole: `recent_event_2026_11_29_10`, and
-- `recent_event_hourless` for what has none. Its owner is not bound by row-level security, as the functions below read for all
-- workspaces and the transaction that writes may be of several: a service, which owns nothing, is bound.
create sequence recent_event_seq;

create table recent_event (
  workspace_id uuid not null,
  seq bigint not null default nextval('recent_event_seq'),
  created_at timestamptz not null default clock_timestamp(),
  event_id uuid not null,
  type text not null,
  -- Whom it is about; null once they are erased, with an empty payload.
  profile_id uuid,
  -- What its key says behind the workspace, unless it is the person.
  about text,
  -- CloudEvents' `time`.
  time timestamptz not null,
  -- The other attributes, as members of a JSON object.
  cause text,
  payload text,
  primary key (workspace_id, seq, created_at)
) partition by range (created_at);
alter table recent_event alter column payload set storage external;

create function protect_recent(name regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('create policy written_by_all on %s for insert with check (true)', name);
  execute format('create policy read_by_workspace on %s for select using (workspace_id = current_workspace())', name);
  execute format('create policy emptied_by_workspace on %s for update using (workspace_id = current_workspace())', name);
  execute format('create policy deleted_by_workspace on %s for delete using (workspace_id = current_workspace())', name);
end
$$;
select protect_recent('recent_event');

create table recent_event_hourless partition of recent_event default;
select protect_recent('recent_event_hourless');

-- Makes this hour and the three behind it, and drops those that ended more than `kept` hours ago. Answers how many it made and
-- dropped. Of several processes one does it. Waits a moment at most for whoever is writing or reading.
create function keep_recent_hours(kept integer) returns integer language plpgsql security definer
  set search_path = public, pg_temp set lock_timeout = '500ms' as $$
declare
  changed integer := 0;
  hour timestamptz;
  name text;
begin
  lock table recent_event in share update exclusive mode;
  for ahead in 0..3 loop
    hour := date_trunc('hour', clock_timestamp() at time zone 'UTC') at time zone 'UTC' + make_interval(hours => ahead);
    name := to_char(hour at time zone 'UTC', '"recent_event_"YYYY_MM_DD_HH24');
    continue when exists (select from pg_class where relname = name and relnamespace = 'public'::regnamespace)
               or exists (select from recent_event_hourless where created_at >= hour and created_at < hour + interval '1 hour');
    -- Nothing is vacuumed that is dropped within a day.
    execute format('create table %I (like recent_event including all) with (autovacuum_enabled = false)', name);
    perform protect_recent(quote_ident(name)::regclass);
    execute format('alter table recent_event attach partition %I for values from (%L) to (%L)', name,
      to_char(hour at time zone 'UTC', 'YYYY-MM-DD HH24:00:00+00'),
      to_char((hour + interval '1 hour') at time zone 'UTC', 'YYYY-MM-DD HH24:00:00+00'));
    changed := changed + 1;
  end loop;
  for name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'recent_event'::regclass and c.relname ~ '^recent_event_\d{4}(_\d\d){3}$'
       and to_timestamp(right(c.relname, 13) || ' +00', 'YYYY_MM_DD_HH24 TZH')
             < clock_timestamp() - make_interval(hours => greatest(kept, 1) + 1)
  loop
    execute format('drop table %I', name);
    changed := changed + 1;
  end loop;
  delete from recent_event_hourless where created_at < clock_timestamp() - make_interval(hours => greatest(kept, 1));
  return changed;
end
$$;
select keep_recent_hours(24);

-- What comes behind a place in these workspaces, by `seq`, at most `most` of each: for the one reader that a process has for
-- all who listen. Nothing is older than `since`.
create function recent_events(workspaces uuid[], behind bigint, until bigint, since timestamptz, most integer)
  returns setof recent_event language sql stable security definer set search_path = public, pg_temp rows 100 as $$
  select e.* from unnest(workspaces) as w (id)
   cross join lateral (select r.* from recent_event r
                        where r.workspace_id = w.id and r.seq > behind and r.seq <= until and r.created_at >= since
                        order by r.seq limit most) e
$$;
