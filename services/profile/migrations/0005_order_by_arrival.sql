-- What happened in the same millisecond is in the order of its arrival.
drop index interaction_by_name;
-- The latest times that somebody did something: `did` and `sequence` conditions.
create index interaction_by_name on interaction (workspace_id, profile_id, name, occurred_at desc, position desc);
drop index interaction_by_time;
-- The timeline, newest first.
create index interaction_by_time on interaction (workspace_id, profile_id, occurred_at desc, position desc);

-- From the same sequence as the interactions, so that both are in one order; 0 for what was stored before it had any.
alter table timeline_item add column position bigint not null default 0;
alter table timeline_item alter column position set default nextval('interaction_position_seq');
drop index timeline_item_by_time;
create index timeline_item_by_time on timeline_item (workspace_id, profile_id, occurred_at desc, position desc);
