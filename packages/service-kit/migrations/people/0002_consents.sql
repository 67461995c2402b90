-- What somebody has said to purposes of processing, by purpose; nothing yet of whoever was published before there was any.
alter table person add column consents jsonb not null default '{}';
