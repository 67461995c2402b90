-- A workspace that has moved its clock (`workspace_clock`) writes rows of months that nobody has made yet. They lie in the rest,
-- and for them the month would be left out for everybody, for good: so they are moved into it when it is made.

-- Makes one month, unless it is there. Answers whether it did: rows of the month that lie in the rest for another reason stay
-- there, and the month is left out; so it is where there are more than a hundred thousand. Of several processes one makes it.
-- Waits a second at most for whoever reads the rest, and nobody reads or writes of others' rows in it meanwhile.
create or replace function make_month(parent regclass, month date) returns boolean language plpgsql security definer
  set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
  name text := (select relname from pg_class where oid = parent) || to_char(month, '_YYYY_MM');
  rest text := (select relname from pg_class where oid = parent) || '_rest';
  bounds text := format('values from (%L) to (%L)', to_char(month, 'YYYY-MM-DD 00:00:00+00'),
    to_char(month + interval '1 month', 'YYYY-MM-DD 00:00:00+00'));
  moment name := (select a.attname from pg_partitioned_table p
                    join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0] where p.partrelid = parent);
  theirs text := format('workspace_id = $1 and %1$I >= %2$L and %1$I < %3$L', moment,
    to_char(month, 'YYYY-MM-DD 00:00:00+00'), to_char(month + interval '1 month', 'YYYY-MM-DD 00:00:00+00'));
  -- What is generated is made anew.
  columns text := (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
                    where attrelid = parent and attnum > 0 and not attisdropped and attgenerated = '');
  before text := current_setting('app.workspace_id', true);
  moved uuid;
  batch bigint;
  room bigint := 100000;
begin
  -- Once more behind the lock; `to_regclass` would not see what another process has made meanwhile.
  if exists (select from pg_class where relname = name and relnamespace = 'public'::regnamespace) then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('month ' || name, 0));
  if exists (select from pg_class where relname = name and relnamespace = 'public'::regnamespace) then return false; end if;
  execute format('create table %I (like %s including all)', name, parent);
  perform protect_table(quote_ident(name)::regclass);
  begin
    execute format('alter table %s attach partition %I for %s', parent, name, bounds);
    return true;
  exception when check_violation then null;
  end;
  -- Whoever reads goes on until it is attached; whoever writes into the rest waits, so that nothing comes in between.
  execute format('lock table %I in share row exclusive mode', rest);
  for moved in select workspace_id from workspace_clock order by workspace_id loop
    perform set_config('app.workspace_id', moved::text, true);
    execute format('select count(*) from (select from %I where %s limit %s) found', rest, theirs, room + 1) into batch using moved;
    room := room - batch;
    exit when room < 0;
    continue when batch = 0;
    execute format('insert into %I (%s) overriding system value select %s from %I where %s', name, columns, columns, rest, theirs) using moved;
    execute format('delete from %I where %s', rest, theirs) using moved;
  end loop;
  perform set_config('app.workspace_id', coalesce(before, ''), true);
  execute format('alter table %s attach partition %I for %s', parent, name, bounds);
  return true;
exception when check_violation then
  return false;
end
$$;
