-- When units and staff work. In profile these rows follow its definitions; every other service keeps them as a copy of
-- polyphon.profile.workspaces.
create table directory_calendar (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  calendar json not null,
  primary key (workspace_id, key)
);
select protect_table('directory_calendar');
