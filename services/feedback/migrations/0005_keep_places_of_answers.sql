-- When an answer was begun. `occurred_at` moves when it is continued, and what moves is missed by who reads page by page.
alter table answer add column begun_at timestamptz;
-- Not an update: row-level security would show the owner no rows.
alter table answer alter column begun_at type timestamptz using occurred_at;
alter table answer alter column begun_at set not null;
drop index answer_by_time;
create index answer_by_time on answer (workspace_id, begun_at desc, id desc);
drop index answer_by_survey;
create index answer_by_survey on answer (workspace_id, survey_key, begun_at desc, id desc);
drop index answer_by_profile;
create index answer_by_profile on answer (workspace_id, profile_id, begun_at desc, id desc);
