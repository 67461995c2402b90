create table note (
  workspace_id uuid not null,
  note_id uuid not null,
  text text not null,
  version integer not null default 1,
  primary key (workspace_id, note_id)
);
alter table note enable row level security;
alter table note force row level security;
create policy workspace_only on note
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
