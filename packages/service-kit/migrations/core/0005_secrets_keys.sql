-- With which keys of SECRETS_KEYS something in this database is sealed. `proof` is a known text sealed with that key, so that
-- a wrong one is told at start; `complete`: nothing is sealed with any other, and nothing is plain.
create table secrets_key (
  key_id text primary key,
  proof text not null,
  complete boolean not null default false
);
