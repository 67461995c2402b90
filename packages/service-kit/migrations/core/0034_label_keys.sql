-- What whoever manages keys calls one, in profile; nobody else is told.
alter table access_key add column label text;
