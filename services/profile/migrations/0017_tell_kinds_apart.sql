-- Conditions tell events, pages and screens of one name apart. What was published before counts them all, and goes on so.
alter table segment add column counts_every_kind boolean not null default true;
alter table segment alter column counts_every_kind set default false;
alter table segment_version add column counts_every_kind boolean not null default true;
alter table segment_version alter column counts_every_kind set default false;
