-- What expires is found by its age, the oldest first; in months by the pages of a day.
create index message_fact_by_age on message_fact (workspace_id, occurred_at);
create index fact_by_age on fact using brin (taken_at) with (autosummarize = on);
