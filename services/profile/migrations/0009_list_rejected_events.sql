-- Events that were refused can be listed: also those without a message id, with the field to blame and the key that sent.
alter table rejected_event add column rejection_id uuid not null default gen_random_uuid();
alter table rejected_event add column pointer text not null default '';
alter table rejected_event add column key_id uuid;
alter table rejected_event drop constraint rejected_event_pkey;
alter table rejected_event add primary key (workspace_id, rejection_id);
alter table rejected_event alter column message_id drop not null;
-- The first refusal of a message stays; its trace is found by this.
create unique index rejected_event_by_message on rejected_event (workspace_id, message_id) where message_id is not null;
-- The list, newest first.
create index rejected_event_by_time on rejected_event (workspace_id, received_at desc, rejection_id desc);
