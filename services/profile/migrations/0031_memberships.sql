-- Who belongs to which account. What was said of it stays, under the id at writing; what it comes to stands beside it.
create table membership_statement (
  workspace_id uuid not null,
  statement_id uuid not null,
  -- The id that the request named, or that the person had then: read it through `profile_alias`.
  profile_id uuid not null,
  account_key text not null,
  -- `put`: these roles from then on, or until then. `end`: none from then on. `call`: a group call, which begins what there is not.
  kind text not null check (kind in ('put', 'end', 'call')),
  roles text[] not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  -- When it was said: of what was said of a moment, the latest counts.
  at timestamptz not null,
  -- In the order of arrival.
  position bigint not null default nextval('arrival'),
  -- The event that said so; null of a request.
  message_id text,
  primary key (workspace_id, statement_id)
);
select protect_table('membership_statement');
create index membership_statement_by_profile on membership_statement (workspace_id, profile_id, account_key);

-- The period of each member that holds, else the next one, else the last.
create table account_member (
  workspace_id uuid not null,
  account_key text not null,
  profile_id uuid not null,
  roles text[] not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (workspace_id, account_key, profile_id)
);
select protect_table('account_member');
create index account_member_by_profile on account_member (workspace_id, profile_id);
