-- Who asked to be forgotten. Nobody is named here once an erasure has ended: an id that leads nowhere, and how many rows went.
create table erasure (
  workspace_id uuid not null,
  request_id uuid not null,
  person_id uuid not null,
  mode text not null,
  -- Of the service in which it was asked for.
  reason text,
  requested_at timestamptz not null,
  -- By the clock of the database: who began before may still be writing.
  heard_at timestamptz not null default clock_timestamp(),
  -- The identifiers by which rows are found, sealed; null once nothing is left to be found.
  sealed text,
  counts json not null default '{}',
  ended_at timestamptz,
  -- By service: in profile those of all, elsewhere the own one.
  receipts json not null default '{}',
  primary key (workspace_id, request_id)
);
select protect_table('erasure');
-- Each id that somebody had who was erased: nothing is taken of them any more, however late it comes.
create table erased_person (
  workspace_id uuid not null,
  person_id uuid not null,
  request_id uuid not null,
  primary key (workspace_id, person_id)
);
select protect_table('erased_person');
create index erased_person_by_request on erased_person (workspace_id, request_id);
