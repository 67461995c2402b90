-- Long work that is carried forward in steps. Nothing personal stands here: what a job works on has tables of its own.
create table job (
  workspace_id uuid not null,
  job_id uuid not null,
  kind text not null,
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'canceled')),
  done integer not null default 0,
  total integer,
  counts json,
  error json,
  data json not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, job_id)
);
select protect_table('job');

-- The rows of imports, in parts that one step applies. The body goes when its row has an outcome.
create table import_row (
  workspace_id uuid not null,
  job_id uuid not null,
  part integer not null,
  line integer not null,
  body json,
  outcome text check (outcome in ('applied', 'unchanged', 'rejected')),
  faults json,
  stored_at timestamptz not null,
  primary key (workspace_id, job_id, part, line)
);
select protect_table('import_row');
create index import_row_by_age on import_row (workspace_id, stored_at, job_id, part, line);
create index import_row_rejected on import_row (workspace_id, job_id, part, line) where outcome = 'rejected';
