-- What this service is to write of a person for an export, and how far it has come. The rows themselves go into the blob store.
create table export_part (
  workspace_id uuid not null,
  request_id uuid not null,
  profile_id uuid not null,
  absorbed_ids uuid[] not null,
  revision bigint not null,
  cursor json,
  pieces integer not null default 0,
  counts json not null default '{}',
  is_behind boolean not null default false,
  begun_at timestamptz not null,
  ends_at timestamptz not null,
  prepared_at timestamptz,
  primary key (workspace_id, request_id)
);
select protect_table('export_part');
create index export_part_person on export_part (workspace_id, profile_id);
