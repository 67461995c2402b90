-- What was heard of an order that a run has not given: a database that was restored hears what became of its orders
-- before its runs have come so far again.
create table early_news (
  workspace_id uuid not null,
  order_id text not null,
  position bigint not null generated always as identity,
  run_id uuid not null,
  -- What the run is to take in once it has given the order.
  stimulus json not null,
  heard_at timestamptz not null,
  primary key (workspace_id, order_id, position)
);
create index early_news_by_run on early_news (workspace_id, run_id);
alter table early_news enable row level security;
alter table early_news force row level security;
create policy workspace_only on early_news
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
