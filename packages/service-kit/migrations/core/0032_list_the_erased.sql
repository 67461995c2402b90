-- When somebody was erased, for whoever reads people as they change.
alter table erased_person add column written_at timestamptz not null default now();
create index erased_person_by_written on erased_person (workspace_id, written_at, person_id);
