select add_definition_columns('segment');

-- A key is taken before its first version is published, and by a draft.
alter table segment alter column name drop not null;
alter table segment alter column condition drop not null;
alter table segment alter column created_at set default now();
alter table segment alter column published_at set default now();
