-- Addresses and channels have one form for all services (packages/values). What is stored in an older one is found and
-- rewritten chunk by chunk, because the form cannot be written in SQL.
insert into timer (workspace_id, kind, key, due_at, run_at, token, data)
select workspace_id, 'normal-form', part, now(), now(), gen_random_uuid(), '{"after": null, "pass": 1}'
  from workspace cross join (values ('addresses'), ('permissions')) as parts (part)
on conflict do nothing;
