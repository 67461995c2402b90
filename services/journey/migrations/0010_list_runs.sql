-- Lists of runs, by the moment of their start, which never moves.
create index run_by_start on run (workspace_id, journey, started_at desc, run_id desc);
drop index run_by_journey;
