-- Private halves are sealed with a key that is not in the database; what was stored plain is sealed at the next start.
alter table signing_key
  alter column private_key drop not null,
  add column sealed text,
  add constraint signing_key_is_one check ((private_key is null) <> (sealed is null));
