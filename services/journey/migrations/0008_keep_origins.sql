-- Under which id a row that was re-keyed by a merge had been written; null where it never was. What is here already may
-- have been re-keyed before this was kept: the nil id says so.
alter table run add column origin_id uuid default '00000000-0000-0000-0000-000000000000';
alter table run alter column origin_id drop default;
alter table run_trace add column origin_id uuid default '00000000-0000-0000-0000-000000000000';
alter table run_trace alter column origin_id drop default;
alter table entry add column origin_id uuid default '00000000-0000-0000-0000-000000000000';
alter table entry alter column origin_id drop default;
alter table occurrence add column origin_id uuid default '00000000-0000-0000-0000-000000000000';
alter table occurrence alter column origin_id drop default;
alter table permission add column origin_id uuid default '00000000-0000-0000-0000-000000000000';
alter table permission alter column origin_id drop default;
