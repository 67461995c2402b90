-- What may say something of a person's traits, in the order of arrival: their history, however much else they did. Builds while
-- nothing is written, in one read of all interactions.
create index interaction_that_states on interaction (workspace_id, profile_id, position)
  where kind = 'identify' or (doc -> 'context' -> 'traits') is not null;
create index trait_statement_by_arrival on trait_statement (workspace_id, profile_id, position);
