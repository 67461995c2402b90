-- Runs that were ended by a call have the outcome `canceled`. Only such a run has a line of its trace that says so: an exit
-- of a journey that is named `cancelled` keeps its name.
alter table run no force row level security;
alter table run_trace no force row level security;
update run set outcome = 'canceled'
  from run_trace ended
 where run.outcome = 'cancelled' and ended.workspace_id = run.workspace_id and ended.run_id = run.run_id
   and ended.what = 'cancelled';
update run_trace last_line set because = 'canceled'
  from run_trace ended
 where last_line.what = 'ended' and last_line.because = 'cancelled' and ended.what = 'cancelled'
   and ended.workspace_id = last_line.workspace_id and ended.run_id = last_line.run_id;
update run_trace set what = 'canceled' where what = 'cancelled';
alter table run force row level security;
alter table run_trace force row level security;
