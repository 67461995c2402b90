-- How a run ended that was ended by a call is spelt `canceled`.
alter table timeline_item no force row level security;
update timeline_item set data = jsonb_set(data, '{outcome}', '"canceled"')
 where kind = 'journey' and type = 'journey.run_ended.v1' and data ->> 'outcome' = 'cancelled';
alter table timeline_item force row level security;
