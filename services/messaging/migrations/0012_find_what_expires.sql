-- What expires is found by its age, the oldest first; a message only once nothing more becomes of it.
create index message_by_age on message (workspace_id, planned_at)
  where stage in ('sent', 'failed', 'dropped', 'expired', 'canceled');
create index callback_by_age on callback (workspace_id, received_at);
create index stray_receipt_by_age on stray_receipt (workspace_id, received_at);
