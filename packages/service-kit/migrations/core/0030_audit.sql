-- Who has changed something, and who of the staff has read about people: ids and codes, never contents. A row is written in the
-- transaction of the change and waits; a second later it stands in the chain of its workspace, where each row has the hash of the
-- one in front of it (decision 0144).
--
-- Nobody who serves changes a row that stands, or takes one away: triggers see to that, whatever a role is granted. What does
-- write here runs as the owner of the tables, who is not bound by row-level security, as it chains the rows of all workspaces.
create table audit_waiting (
  workspace_id uuid not null,
  position bigint generated always as identity,
  entry_id uuid not null default gen_random_uuid(),
  at timestamptz(3) not null default clock_timestamp(),
  -- change, read
  kind text not null,
  -- key, staff, person, operator
  who text not null,
  -- Of staff: the key that spoke for them; of a person: that of the page.
  key_id text,
  staff_id uuid,
  operation text not null,
  about_kind text,
  about_id text,
  profile_id uuid,
  request_id text not null,
  trace_id text,
  primary key (workspace_id, position)
);

create table audit_entry (
  workspace_id uuid not null,
  -- From 1, without gaps.
  seq bigint not null,
  entry_id uuid not null,
  at timestamptz(3) not null,
  kind text not null,
  who text not null,
  key_id text,
  staff_id uuid,
  operation text not null,
  about_kind text,
  about_id text,
  -- Emptied with the salt when they are erased: what is hashed is only the digest of both.
  profile_id uuid,
  salt text,
  person text,
  request_id text not null,
  trace_id text,
  hash text not null,
  primary key (workspace_id, seq)
);
create index audit_entry_by_time on audit_entry (workspace_id, at, seq);
create index audit_entry_by_staff on audit_entry (workspace_id, staff_id, at, seq) where staff_id is not null;
create index audit_entry_by_profile on audit_entry (workspace_id, profile_id, at, seq) where profile_id is not null;

-- Where the chain of a workspace ends, and where it begins since what had been kept for long enough went.
create table audit_chain (
  workspace_id uuid primary key,
  first_seq bigint not null,
  -- The hash in front of the first row.
  first_previous text not null,
  last_seq bigint not null,
  last_hash text not null
);

-- Lets through what the owner of the table does and, of all others: a person is emptied (an erasure), and rows of a workspace go
-- that the operator has deleted.
create function keep_audit() returns trigger language plpgsql as $$
begin
  if current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
    if tg_op = 'DELETE' then return old; end if;
    return new;
  end if;
  if tg_op = 'UPDATE' and tg_table_name <> 'audit_chain'
     and to_jsonb(new) - array['profile_id', 'salt'] = to_jsonb(old) - array['profile_id', 'salt']
     and to_jsonb(new)->>'profile_id' is null and to_jsonb(new)->>'salt' is null then
    return new;
  end if;
  if tg_op = 'DELETE' and exists (select from deleted_workspace d where d.workspace_id = old.workspace_id) then
    return old;
  end if;
  raise 'The audit log is only written at its end.' using errcode = '42501';
end
$$;

create trigger keep_audit before update or delete on audit_waiting for each row execute function keep_audit();
create trigger keep_audit before insert or update or delete on audit_entry for each row execute function keep_audit();
create trigger keep_audit before insert or update or delete on audit_chain for each row execute function keep_audit();

create function protect_audit(name regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('create policy workspace_only on %s'
    ' using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', name);
end
$$;
select protect_audit('audit_waiting');
select protect_audit('audit_entry');
select protect_audit('audit_chain');

-- What is hashed of a row, with the hash in front of it: the same text is made by whoever verifies (`audit/chain.ts`).
create function audit_hash(entry audit_entry, previous text) returns text language sql stable
  set search_path = public, pg_temp as $$
  select encode(sha256(convert_to(json_build_array(
    previous, entry.workspace_id, entry.seq, entry.entry_id,
    to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), entry.kind, entry.who, entry.key_id, entry.staff_id,
    entry.operation, entry.about_kind, entry.about_id, entry.person, entry.request_id, entry.trace_id)::text, 'UTF8')), 'hex')
$$;

-- Moves what waits into the chains of its workspaces, at most so many rows. Answers how many. Of several processes one does it for
-- a workspace, and none waits for another; rows that are not committed yet are chained later.
create function chain_audit(most integer) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  theirs uuid;
  head audit_chain;
  item audit_waiting;
  entry audit_entry;
  chained integer := 0;
begin
  for theirs in
    with recursive found as (
      (select workspace_id from audit_waiting order by workspace_id limit 1)
      union all
      select (select more.workspace_id from audit_waiting more where more.workspace_id > found.workspace_id
               order by more.workspace_id limit 1)
        from found where found.workspace_id is not null)
    select workspace_id from found where workspace_id is not null
  loop
    exit when chained >= most;
    continue when exists (select from deleted_workspace d where d.workspace_id = theirs);
    continue when not pg_try_advisory_xact_lock(hashtextextended('audit ' || theirs, 0));
    -- Should somebody have taken the head away, what follows does not fit, and is found by that.
    insert into audit_chain
    select theirs, 1, repeat('0', 64), coalesce(max(seq), 0), repeat('0', 64) from audit_entry where workspace_id = theirs
    on conflict do nothing;
    select * into head from audit_chain where workspace_id = theirs;
    for item in
      select * from audit_waiting where workspace_id = theirs order by position limit most - chained for update
    loop
      entry := row(theirs, head.last_seq + 1, item.entry_id, item.at, item.kind, item.who, item.key_id, item.staff_id,
                   item.operation, item.about_kind, item.about_id, item.profile_id, null, null, item.request_id,
                   item.trace_id, '')::audit_entry;
      if entry.profile_id is not null then
        entry.salt := gen_random_uuid();
        entry.person := encode(sha256(convert_to(entry.salt || entry.profile_id, 'UTF8')), 'hex');
      end if;
      entry.hash := audit_hash(entry, head.last_hash);
      insert into audit_entry select entry.*;
      delete from audit_waiting where workspace_id = theirs and position = item.position;
      head.last_seq := entry.seq;
      head.last_hash := entry.hash;
      chained := chained + 1;
    end loop;
    update audit_chain set last_seq = head.last_seq, last_hash = head.last_hash where workspace_id = theirs;
  end loop;
  return chained;
end
$$;

-- Lets the beginning of a chain go, as far as it is older than a moment, at most so many rows. Answers how many; the chain is
-- verified from there on.
create function expire_audit(theirs uuid, before timestamptz, most integer) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  until bigint;
  gone integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit ' || theirs, 0));
  -- The last row stays for whoever goes on behind it; of a moment in the past there is mostly one.
  select max(seq) into until from
    (select seq from audit_entry where workspace_id = theirs
        and seq < coalesce((select min(seq) from audit_entry where workspace_id = theirs and at >= before), 9223372036854775807)
      order by seq limit most) old;
  if until is null then return 0; end if;
  update audit_chain set first_seq = until + 1,
         first_previous = (select hash from audit_entry where workspace_id = theirs and seq = until)
   where workspace_id = theirs;
  delete from audit_entry where workspace_id = theirs and seq <= until;
  get diagnostics gone = row_count;
  return gone;
end
$$;
