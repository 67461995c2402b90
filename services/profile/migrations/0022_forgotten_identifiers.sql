-- The key under which identifiers are hashed that were forgotten, one of each workspace, sealed. The moments say for whom it is
-- worth looking at all.
create table forgetting_key (
  workspace_id uuid primary key,
  sealed text not null,
  last_forgotten_at timestamptz,
  last_until timestamptz
);
select protect_table('forgetting_key');
-- Identifiers of people who were erased, as hashes that nobody can read.
create table forgotten_identifier (
  workspace_id uuid not null,
  hash text not null,
  -- What happened until then is taken of nobody.
  forgotten_at timestamptz not null,
  -- Until when a page may not bring it back: so long the log may still hold something.
  until timestamptz not null,
  primary key (workspace_id, hash)
);
select protect_table('forgotten_identifier');
