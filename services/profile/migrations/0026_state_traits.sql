-- What was stated of people otherwise than by events, so that all that is known of them can be folded anew: one row for each
-- request, or row of an import, that stated traits.
create table trait_statement (
  workspace_id uuid not null,
  statement_id uuid not null,
  -- The id that the request named, or that the person had then: read it through `profile_alias`.
  profile_id uuid not null,
  -- In the order of arrival, with interactions.
  position bigint not null default nextval('arrival'),
  at timestamptz not null,
  -- The request.
  because text not null,
  -- What the request named the person by; none where it named their id.
  identifiers json not null,
  -- Null removes a trait.
  traits json not null,
  primary key (workspace_id, statement_id)
);
select protect_table('trait_statement');
create index trait_statement_by_profile on trait_statement (workspace_id, profile_id, at, position);

-- What the survivor of a merge was before it; null of merges before this.
alter table identity_ledger add column survivor json;
-- In the order of arrival; null for entries before this.
alter table identity_ledger add column position bigint;
alter table identity_ledger alter column position set default nextval('arrival');
alter table identity_ledger drop constraint identity_ledger_kind_check;
alter table identity_ledger add constraint identity_ledger_kind_check
  check (kind in ('link', 'merge', 'split', 'release', 'removal')) not valid;
