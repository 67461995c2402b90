-- What the kit keeps of every thing that is published under a key: since when it is archived, and what is being written.
create function add_definition_columns(name regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s'
    ' add column archived_at timestamptz, add column draft json, add column draft_saved_at timestamptz,'
    ' add column draft_revision integer not null default 0', name);
end
$$;

-- Which definitions of other services name ours, as far as we have heard.
create table definition_use (
  workspace_id uuid not null,
  kind text not null,
  key text not null,
  by_kind text not null,
  by_key text not null,
  by_version integer not null,
  primary key (workspace_id, kind, key, by_kind, by_key)
);
select protect_table('definition_use');
create index definition_use_by on definition_use (workspace_id, by_kind, by_key);
