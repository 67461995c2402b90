-- What expires is found by its age, the oldest first.
create index timeline_item_by_age on timeline_item (workspace_id, occurred_at);
create index interaction_by_age on interaction using brin (received_at) with (autosummarize = on);
