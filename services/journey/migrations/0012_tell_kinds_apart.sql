-- Conditions, triggers and waits tell events, pages and screens of one name apart. What was published before takes them all,
-- and goes on so.
alter table journey_version add column takes_every_kind boolean not null default true;
alter table journey_version alter column takes_every_kind set default false;

-- Null for what came before, which counts as tracked, and for changes of segments.
alter table occurrence add column kind text;
