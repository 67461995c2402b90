-- Whether an address was named by somebody who may say so; what a publishable key adds to a known person is not.
alter table profile_identifier add column verified boolean not null default true;
