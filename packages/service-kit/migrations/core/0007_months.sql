-- Tables that grow for ever are partitioned by month of a moment, so that a month can be dropped as a whole: `<table>_2026_11`
-- for each month (UTC), and `<table>_rest` for what has no month of its own, so that no row is ever refused. What makes and
-- drops months runs as the owner of the tables, as a service owns nothing.

create function month_of(moment timestamptz) returns date language sql immutable
  as $$ select date_trunc('month', moment at time zone 'UTC')::date $$;

-- Makes one month, unless it is there. Answers whether it did: rows of the month that lie in the rest already stay there, and
-- the month is left out. Of several processes one makes it. Waits a second at most for whoever reads the rest.
create function make_month(parent regclass, month date) returns boolean language plpgsql security definer
  set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
  name text := (select relname from pg_class where oid = parent) || to_char(month, '_YYYY_MM');
begin
  -- Once more behind the lock; `to_regclass` would not see what another process has made meanwhile.
  if exists (select from pg_class where relname = name and relnamespace = 'public'::regnamespace) then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('month ' || name, 0));
  if exists (select from pg_class where relname = name and relnamespace = 'public'::regnamespace) then return false; end if;
  execute format('create table %I (like %s including all)', name, parent);
  perform protect_table(quote_ident(name)::regclass);
  execute format('alter table %s attach partition %I for values from (%L) to (%L)', parent, name,
    to_char(month, 'YYYY-MM-DD 00:00:00+00'), to_char(month + interval '1 month', 'YYYY-MM-DD 00:00:00+00'));
  return true;
exception when check_violation then
  return false;
end
$$;

-- Makes the month of a moment and the two behind it, of every table that is split by months. Answers how many it made.
create function make_months(at timestamptz) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  made integer := 0;
  parent regclass;
begin
  for parent in
    select p.partrelid::regclass from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
     where c.relnamespace = 'public'::regnamespace and to_regclass(quote_ident(c.relname || '_rest')) is not null
     order by 1
  loop
    for ahead in 0..2 loop
      if make_month(parent, (month_of(at) + make_interval(months => ahead))::date) then made := made + 1; end if;
    end loop;
  end loop;
  return made;
end
$$;

-- What a migration calls once it has created a table `partition by range` of one moment: the rest, and the months of now.
create function split_by_months(parent regclass) returns void language plpgsql as $$
declare
  rest text := (select relname from pg_class where oid = parent) || '_rest';
begin
  execute format('create table %I partition of %s default', rest, parent);
  perform protect_table(quote_ident(rest)::regclass);
  perform make_months(now());
end
$$;

-- Drops a month with all rows of all workspaces, which has to be over. Answers whether it was there.
create function drop_month(parent regclass, month date) returns boolean language plpgsql security definer
  set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
  name text := (select relname from pg_class where oid = parent) || to_char(month, '_YYYY_MM');
begin
  if month_of(now()) <= month then raise 'A month that is not over cannot be dropped.' using errcode = '22023'; end if;
  if not exists (select from pg_inherits where inhparent = parent and inhrelid = to_regclass(quote_ident(name))) then
    return false;
  end if;
  execute format('drop table %I', name);
  return true;
end
$$;
