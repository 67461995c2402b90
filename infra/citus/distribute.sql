-- Spreads the tables of one service's database over the workers of a Citus cluster. Run on the coordinator as a
-- superuser after each migration (README.md); what is spread already stays as it is, so it may be run at any time.
--
-- What row-level security protects, also from its owner, is spread by workspace_id. Everything else (the outbox, recent events,
-- timers, places in the log) stays on the coordinator, but is made known to the cluster: only then is a commit that touches
-- both a two-phase commit, and an event cannot be lost between a worker's commit and the coordinator's.
do $$
declare
  named record;
begin
  if to_regclass('pg_catalog.pg_dist_partition') is null and to_regclass('pg_dist_partition') is null then
    raise exception 'Citus is not in this database.' using hint = 'create extension citus; on every machine first';
  end if;
  -- The owner is bound by row-level security like everybody else: what it copied to a worker would be nothing.
  if not (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) then
    raise exception 'Row-level security binds %.', current_user using hint = 'Run this as a superuser.';
  end if;
  -- Partitions follow their table; views and what Citus made itself are no tables of ours.
  for named in
    select c.oid::regclass as name, c.relforcerowsecurity as protected
      from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and not exists (select from pg_dist_partition d where d.logicalrelid = c.oid)
       and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e')
     order by c.relname
  loop
    if named.protected then
      perform create_distributed_table(named.name, 'workspace_id');
    else
      perform citus_add_local_table_to_metadata(named.name);
    end if;
    raise notice '%: %', named.name, case when named.protected then 'spread by workspace_id' else 'known, on the coordinator' end;
  end loop;
end
$$;
