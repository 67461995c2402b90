-- Jobs that have not ended are few; those that have are kept for 30 days.
create index job_under_way on job (workspace_id) where ended_at is null;
