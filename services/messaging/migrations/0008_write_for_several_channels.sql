-- The texts of a template for each of its channels; null where there is one, whose texts are in `locales`.
alter table template_version add column channels jsonb;
-- How many messages the network counts for what was sent last; null where it counts none.
alter table message add column segments integer;
