-- A key that is bound to a unit reaches what that unit and those below it own; null for one of the whole workspace.
alter table access_key add column unit text;
