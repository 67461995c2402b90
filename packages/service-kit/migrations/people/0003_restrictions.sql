-- Whose data may be kept and not used, and by which request that was said last; what of it was confirmed.
alter table person add column restricted boolean not null default false;
alter table person add column restriction_id uuid;
alter table person add column restriction_confirmed uuid;
create index person_restricted on person (workspace_id, profile_id) where restricted;
