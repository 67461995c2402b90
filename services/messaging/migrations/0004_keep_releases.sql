-- When somebody released an address by hand: a bounce that happened before it shuts it no more, however late it is told.
alter table address add column released_at timestamptz;
