-- What the dispatcher takes next: nobody's parcel waits behind a newsletter of the same workspace.
drop index message_to_claim;
create index message_to_claim on message (workspace_id, (class = 'transactional') desc, priority desc, due_at, message_id)
  where stage = 'queued';
