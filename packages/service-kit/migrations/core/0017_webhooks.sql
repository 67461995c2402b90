-- Webhooks of a workspace. Secrets are sealed with SECRETS_KEYS; `former_secret` signs as well until its moment is over.
create table webhook (
  workspace_id uuid not null,
  key text not null,
  -- Another one each time a key is put anew, so that what was meant for one that was deleted goes to no other.
  webhook_id uuid not null,
  url text not null,
  types text[] not null,
  filter json,
  payload text not null check (payload in ('thin', 'full')),
  max_per_second integer,
  secret text not null,
  former_secret text,
  former_secret_until timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- By the clock of the database, as recent events are: what was published before is not delivered.
  begins_at timestamptz not null default clock_timestamp(),
  -- Since when every try has failed; null once one succeeds.
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_because text,
  -- Nothing is sent before this moment: `maxPerSecond`, or what the endpoint has asked for.
  paced_until timestamptz,
  primary key (workspace_id, key),
  unique (workspace_id, webhook_id)
);
select protect_table('webhook');

-- What each webhook is to be sent, has been sent, or could not be sent, for seven days. `run_at` of one that waits is its next
-- try, or the end of the lease of whoever is at it (`claim`). Of one `subject` only the first that waits may be tried.
create table webhook_delivery (
  workspace_id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null,
  position bigint not null,
  type text not null,
  profile_id uuid,
  subject text not null,
  body text not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  tries jsonb not null default '[]',
  run_at timestamptz,
  claim uuid,
  created_at timestamptz not null,
  primary key (workspace_id, webhook_id, event_id)
);
select protect_table('webhook_delivery');
create index webhook_delivery_due on webhook_delivery (workspace_id, webhook_id, run_at) where state = 'waiting';
create index webhook_delivery_in_order on webhook_delivery (workspace_id, webhook_id, subject, position) where state = 'waiting';
create index webhook_delivery_by_position on webhook_delivery (workspace_id, webhook_id, position);
create index webhook_delivery_by_person on webhook_delivery (workspace_id, profile_id);
create index webhook_delivery_by_age on webhook_delivery (workspace_id, created_at);

-- Which types the webhooks of a workspace ask for, over all workspaces, so that nobody reads what none of them wants. `number`
-- is another one after each change.
create sequence webhook_interest_number;
create table webhook_interest (
  workspace_id uuid primary key,
  number bigint not null,
  types text[] not null
);

-- Up to where recent events have become deliveries. Whoever does that holds this row.
create table webhook_cursor (
  only_one boolean primary key default true check (only_one),
  seq bigint not null,
  at timestamptz not null
);
insert into webhook_cursor (seq, at)
select case when is_called then last_value else 0 end, clock_timestamp() from recent_event_seq;

-- What comes behind a place and is asked for, at most `most` of each workspace.
create function recent_events_for_webhooks(behind bigint, until bigint, since timestamptz, most integer)
  returns setof recent_event language sql stable security definer set search_path = public, pg_temp rows 100 as $$
  select e.* from webhook_interest w
   cross join lateral (select r.* from recent_event r
                        where r.workspace_id = w.workspace_id and r.seq > behind and r.seq <= until and r.created_at >= since
                          and ('*' = any (w.types) or r.type = any (w.types)) and r.payload is not null
                        order by r.seq limit most) e
$$;
