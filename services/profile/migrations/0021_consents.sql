-- What people have said to purposes of processing: every record with its proof, and beside the person what holds now.
create table consent_entry (
  workspace_id uuid not null,
  -- The id at writing; readers look up who that is now, and a split gives each side its own.
  profile_id uuid not null,
  entry_id uuid not null,
  purpose text not null,
  state text not null,
  -- What the person was shown and did; none of what follows from a merge or from time.
  proof json,
  notice_hash text,
  source text not null,
  is_vouched boolean not null,
  identifier json,
  -- Of what a merge came to: who was merged.
  absorbed_id uuid,
  is_conflict boolean not null default false,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  expires_at timestamptz,
  primary key (workspace_id, profile_id, entry_id)
);
select protect_table('consent_entry');

alter table profile add column consents jsonb not null default '{}';
