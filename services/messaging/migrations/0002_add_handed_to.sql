-- The provider that a claimed message was given to: it may know what became of it when the sender does not come back.
alter table message add column handed_to text;
