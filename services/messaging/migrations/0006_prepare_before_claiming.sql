-- Until when somebody renders a queued message, so that no other process does the same; the claim follows afterwards.
alter table message add column prepared_until timestamptz;
