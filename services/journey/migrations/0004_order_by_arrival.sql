-- What happened in the same millisecond is in the order of its arrival; 0 for what was stored before it had any.
create sequence occurrence_position;
alter table occurrence add column position bigint not null default 0;
drop index occurrence_by_profile;
create index occurrence_by_profile on occurrence (workspace_id, profile_id, name, occurred_at desc, position desc);
