-- What became of somebody's messages and what they answered: segments look at it.
create index timeline_item_reported on timeline_item (workspace_id, profile_id, kind, occurred_at)
  where kind in ('message', 'feedback');
