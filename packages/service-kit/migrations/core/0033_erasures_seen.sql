-- Since when everybody knows of an erasure is noted by its timer, once it is seen to be committed.
alter table erasure drop column heard_at;
