-- Workspaces and keys of a service that stands alone are put by call (putAccessKey). What profile says of one replaces it.
alter table workspace add column put_by_call boolean not null default false;
alter table access_key add column put_by_call boolean not null default false;
