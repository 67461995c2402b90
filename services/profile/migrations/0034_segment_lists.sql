-- Who was put on the list of a segment, by hand or by an import.
create table segment_listing (
  workspace_id uuid not null,
  -- The id that was named, or that the person had then: read it through `profile_alias`, so that a split leaves each with what was theirs.
  profile_id uuid not null,
  segment text not null,
  added_at timestamptz not null,
  -- `list:<request>` or `import:<job>`.
  because text not null,
  primary key (workspace_id, profile_id, segment)
);
select protect_table('segment_listing');
