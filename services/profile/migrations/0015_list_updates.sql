-- When a row was last written: the beginning of that transaction, by the clock of the database. Whoever reads updates
-- stays behind the oldest transaction, so that what commits later is not passed over.
alter table profile add column written_at timestamptz not null default now();
create index profile_by_update on profile (workspace_id, written_at, profile_id);
-- Who was merged into somebody is an update, too.
alter table profile_alias add column written_at timestamptz not null default now();
create index profile_alias_by_update on profile_alias (workspace_id, written_at, old_id);
