select add_definition_columns('journey');

-- A key is taken before its first version is published, and by a draft.
alter table journey alter column status set default 'stopped';
alter table journey alter column created_at set default now();
alter table journey alter column updated_at set default now();
