-- Grows with each change of a workspace, so that a change can name what it was decided on.
alter table workspace add column version integer not null default 1;
