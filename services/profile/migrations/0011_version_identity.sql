-- breaking: yes: processes from before change what leads to people without saying so here.
-- Grows with every change of what leads to a person; who has read it before the lock sees under the lock whether it still holds.
alter table profile add column identity_version bigint not null default 0;
