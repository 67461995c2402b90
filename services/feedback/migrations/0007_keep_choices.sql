-- The options that somebody has chosen. Answers of before this have none; older code does not name the column.
alter table answer add column choices json not null default '[]';
