-- Units in versions; what counts now of each stands in directory_unit.
create table unit (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  primary key (workspace_id, key)
);
select add_definition_columns('unit');
select protect_table('unit');

create table unit_version (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  definition json not null,
  published_at timestamptz not null,
  primary key (workspace_id, key, version)
);
select protect_table('unit_version');
