-- For which purpose a segment uses what is known of people; whoever does not allow it is not in it.
alter table segment add column purpose text not null default 'service';
alter table segment_version add column purpose text not null default 'service';
