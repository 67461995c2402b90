-- Under which id a row that was re-keyed by a merge had been written; null where it never was. What is here already may
-- have been re-keyed before this was kept: the nil id says so.
alter table invitation add column origin_id uuid default '00000000-0000-0000-0000-000000000000';
alter table invitation alter column origin_id drop default;
alter table answer add column origin_id uuid default '00000000-0000-0000-0000-000000000000';
alter table answer alter column origin_id drop default;
