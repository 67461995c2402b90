-- Topics have one form, too (packages/values). Decisions under another spelling are found and rewritten chunk by chunk,
-- because the form cannot be written in SQL.
insert into timer (workspace_id, kind, key, due_at, run_at, token, data)
select workspace_id, 'normal-form', 'permissions', now(), now(), gen_random_uuid(), '{"after": null, "pass": 1}'
  from workspace
on conflict do nothing;
