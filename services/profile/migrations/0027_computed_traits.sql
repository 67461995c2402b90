-- Computed traits in versions; whose values they are stands in the row of the person, apart from what was stated of them.
create table computed_trait (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  primary key (workspace_id, key)
);
select add_definition_columns('computed_trait');
select protect_table('computed_trait');

create table computed_trait_version (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  definition json not null,
  published_at timestamptz not null,
  primary key (workspace_id, key, version)
);
select protect_table('computed_trait_version');

alter table profile add column computed jsonb not null default '{}';
