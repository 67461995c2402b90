-- Companies, households and other groups of people, as they are now.
create table account (
  workspace_id uuid not null,
  account_key text not null,
  -- 0 while it is being made, in the transaction that makes it.
  version integer not null default 0,
  traits jsonb not null default '{}',
  -- Milliseconds since 1970 by trait: the newest event wins, whatever arrives first.
  trait_times jsonb not null default '{}',
  parent text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, account_key)
);
select protect_table('account');

create index account_by_creation on account (workspace_id, created_at, account_key);
create index account_by_parent on account (workspace_id, parent) where parent is not null;
