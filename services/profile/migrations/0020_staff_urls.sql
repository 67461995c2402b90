-- The incoming webhooks by which staff are told of their work. Whoever has such a URL can write there, so that they are sealed,
-- and stay in profile: the directory that the other services copy says only that somebody is told this way.
create table staff_url (
  workspace_id uuid not null,
  staff_id uuid not null,
  way text not null check (way in ('webhook', 'slack', 'teams')),
  sealed text not null,
  primary key (workspace_id, staff_id, way)
);
select protect_table('staff_url');
