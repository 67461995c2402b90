-- Calendars in versions; what counts now of each stands in directory_calendar.
create table calendar (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  primary key (workspace_id, key)
);
select add_definition_columns('calendar');
select protect_table('calendar');

create table calendar_version (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  definition json not null,
  published_at timestamptz not null,
  primary key (workspace_id, key, version)
);
select protect_table('calendar_version');
