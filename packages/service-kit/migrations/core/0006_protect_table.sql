-- Binds a table to the workspace of the transaction, for its owner too: what every table of a workspace needs.
create function protect_table(name regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy workspace_only on %s'
    ' using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', name);
end
$$;
