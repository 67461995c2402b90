-- How far the clocks of devices are off, as far as that is in doubt: one row for each device that was seen ahead, or late,
-- within two days. `device` is a digest.
create table device_clock (
  workspace_id uuid not null,
  device text not null,
  -- The largest lead that it has shown within a day, and when.
  lead_ms bigint,
  lead_at timestamptz,
  -- Requests that said when they were sent, and the smallest time that one was on its way: since then, and in the half day before.
  since timestamptz not null,
  requests integer not null,
  smallest_ms bigint,
  requests_before integer not null,
  smallest_before_ms bigint,
  seen_at timestamptz not null,
  primary key (workspace_id, device)
);
-- Forgetting those that were not seen for long.
create index device_clock_by_sight on device_clock (workspace_id, seen_at);
alter table device_clock enable row level security;
alter table device_clock force row level security;
create policy workspace_only on device_clock
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
