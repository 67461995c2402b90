-- The newest version of a template; its row is the lock under which versions are given out.
create table template (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  primary key (workspace_id, key)
);
alter table template enable row level security;
alter table template force row level security;
create policy workspace_only on template
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

create table template_version (
  workspace_id uuid not null,
  key text not null,
  version integer not null,
  channel text not null,
  locales jsonb not null,
  fallback_locale text not null,
  variables jsonb not null,
  published_at timestamptz not null,
  primary key (workspace_id, key, version)
);
alter table template_version enable row level security;
alter table template_version force row level security;
create policy workspace_only on template_version
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- `stage` is how far our own side is, `receipts` what providers told; `delivery` is what both together mean.
create table message (
  workspace_id uuid not null,
  message_id uuid not null,
  profile_id uuid,
  bucket smallint not null
    generated always as ((hashtextextended(coalesce(profile_id, message_id)::text, 0) & 1023)::smallint) stored,
  natural_key text,
  order_id text,
  run_id uuid,
  invitation_id uuid,
  touchpoint text,
  profile_revision bigint not null,
  channels text[] not null,
  channel text not null,
  to_address text,
  address text,
  class text not null,
  topic text not null,
  priority smallint not null,
  template_key text not null,
  template_version integer,
  wanted_locale text,
  locale text,
  data jsonb not null,
  url text,
  stage text not null,
  delivery text not null,
  receipts jsonb not null default '{}',
  reason text,
  verdicts jsonb not null default '[]',
  send_at timestamptz,
  expires_at timestamptz,
  planned_at timestamptz not null,
  due_at timestamptz not null,
  copy_ends jsonb,
  checks integer not null default 0,
  attempts integer not null default 0,
  first_attempt_at timestamptz,
  epoch integer not null default 0,
  lease_until timestamptz,
  primary key (workspace_id, message_id),
  -- An order is carried out once, however often it is told.
  unique (workspace_id, natural_key)
);
-- What the dispatcher takes next.
create index message_to_claim on message (workspace_id, priority desc, due_at, message_id) where stage = 'queued';
-- Whose sender may have died.
create index message_under_way on message (workspace_id, lease_until) where stage = 'sending';
-- What waits for somebody who is not known yet.
create index message_parked on message (workspace_id, profile_id) where stage = 'planned';
-- listMessages of one person.
create index message_by_person on message (workspace_id, profile_id, message_id desc);
alter table message enable row level security;
alter table message force row level security;
create policy workspace_only on message
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- What providers told about a message, each thing once; never changed.
create table evidence (
  workspace_id uuid not null,
  message_id uuid not null,
  source text not null,
  event_id text not null,
  event text not null,
  reason text,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  primary key (workspace_id, message_id, source, event_id)
);
alter table evidence enable row level security;
alter table evidence force row level security;
create policy workspace_only on evidence
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- One row for each person whom somebody may write to. A claim reads it `for share`, a change of permission `for update`:
-- so the absence of a permission is as firm as its presence.
create table contact (
  workspace_id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  primary key (workspace_id, profile_id)
);
alter table contact enable row level security;
alter table contact force row level security;
create policy workspace_only on contact
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Append-only: every decision about a permission with its proof.
create table permission_entry (
  workspace_id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  entry_id uuid not null,
  given_for uuid not null,
  channel text not null,
  topic text not null,
  state text not null,
  proof jsonb not null,
  notice_hash text not null,
  source text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, profile_id, entry_id)
);
alter table permission_entry enable row level security;
alter table permission_entry force row level security;
create policy workspace_only on permission_entry
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- What holds now, by channel and topic.
create table permission (
  workspace_id uuid not null,
  profile_id uuid not null,
  bucket smallint not null generated always as ((hashtextextended(profile_id::text, 0) & 1023)::smallint) stored,
  channel text not null,
  topic text not null,
  state text not null,
  occurred_at timestamptz not null,
  entry_id uuid not null,
  primary key (workspace_id, profile_id, channel, topic)
);
alter table permission enable row level security;
alter table permission force row level security;
create policy workspace_only on permission
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Every address that was ever written to or suppressed. A claim reads its row `for share`, a suppression writes it.
create table address (
  workspace_id uuid not null,
  channel text not null,
  address text not null,
  suppressed_at timestamptz,
  reason text,
  primary key (workspace_id, channel, address)
);
-- listSuppressions.
create index address_suppressed on address (workspace_id, channel, address) where suppressed_at is not null;
alter table address enable row level security;
alter table address force row level security;
create policy workspace_only on address
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- What the link in a mail stands for; only the hash of its token is kept.
create table unsubscribe_link (
  workspace_id uuid not null,
  token_hash text not null,
  message_id uuid not null,
  profile_id uuid,
  channel text not null,
  address text not null,
  topic text not null,
  locale text,
  created_at timestamptz not null,
  primary key (workspace_id, token_hash)
);
alter table unsubscribe_link enable row level security;
alter table unsubscribe_link force row level security;
create policy workspace_only on unsubscribe_link
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Callbacks as they came, before anything is read from them. They arrive without a workspace and are kept under the nil
-- one: 00000000-0000-0000-0000-000000000000.
create table callback (
  workspace_id uuid not null,
  provider text not null,
  callback_id text not null,
  payload text not null,
  received_at timestamptz not null,
  primary key (workspace_id, provider, callback_id)
);
alter table callback enable row level security;
alter table callback force row level security;
create policy workspace_only on callback
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Receipts of messages that nobody here knows yet; kept under the nil workspace as well.
create table stray_receipt (
  workspace_id uuid not null,
  provider text not null,
  message_id text not null,
  event_id text not null,
  event text not null,
  reason text,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  primary key (workspace_id, message_id, provider, event_id)
);
alter table stray_receipt enable row level security;
alter table stray_receipt force row level security;
create policy workspace_only on stray_receipt
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
