-- How a run ended that was ended by a call is spelt `canceled`.
alter table fact no force row level security;
update fact set dimensions = jsonb_set(dimensions, '{outcome}', '"canceled"')
 where type = 'journey.run_ended.v1' and dimensions ->> 'outcome' = 'cancelled';
alter table fact force row level security;
