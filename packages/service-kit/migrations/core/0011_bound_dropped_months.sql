-- A month is dropped only when nobody keeps it any more: the function that runs as the owner looks for itself, by what the
-- operator says of the class and what each workspace decided, whatever it is told. A process from before that drops months
-- logs that it cannot, and goes on.
drop function drop_month(regclass, date);

-- Drops a month with all rows of all workspaces. Answers whether it was there. Refused (22023) is a month that is not over,
-- and one in which somebody has rows that are still kept: `operator_days` is null where the operator keeps the class for ever,
-- and the shorter of both counts. A clock that is ahead of the database's drops nothing more.
create function drop_month(parent regclass, month date, class text, operator_days integer, at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
  name text := (select relname from pg_class where oid = parent) || to_char(month, '_YYYY_MM');
  over timestamptz := (month + interval '1 month') at time zone 'UTC';
  moment timestamptz := least(at, now());
  is_kept boolean;
begin
  if over > moment then raise 'A month that is not over cannot be dropped.' using errcode = '22023'; end if;
  if not exists (select from pg_inherits where inhparent = parent and inhrelid = to_regclass(quote_ident(name))) then
    return false;
  end if;
  -- Its owner reads the rows of all workspaces here, one of each.
  execute format('alter table %I no force row level security', name);
  execute format(
    'with recursive theirs as (
       (select workspace_id from %1$I order by workspace_id limit 1)
       union all
       select (select workspace_id from %1$I more where more.workspace_id > theirs.workspace_id
                order by workspace_id limit 1)
         from theirs where theirs.workspace_id is not null)
     select exists (
       select from theirs left join workspace using (workspace_id)
        where theirs.workspace_id is not null
          and coalesce($1 + make_interval(days => least($2, case when settings->''retention''->>$3 ~ ''^[1-9][0-9]{0,4}$''
                                                                  then (settings->''retention''->>$3)::integer end)) > $4,
                       true))', name)
    into is_kept using over, operator_days, class, moment;
  if is_kept then raise 'A month that somebody keeps cannot be dropped.' using errcode = '22023'; end if;
  execute format('drop table %I', name);
  return true;
end
$$;
