-- Identifiers have one form for all services (packages/values). What is stored in an older one is found and rewritten chunk
-- by chunk, because the form cannot be written in SQL; answers then find whom they belong to.
insert into timer (workspace_id, kind, key, due_at, run_at, token, data)
select workspace_id, 'normal-form', 'answers', now(), now(), gen_random_uuid(), '{"after": null, "pass": 1}'
  from workspace
on conflict do nothing;
