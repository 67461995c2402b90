-- Identifiers that several people share, by a sum of theirs: what continues a list names nobody.
create index identifier_shared on identifier
  (workspace_id, type, (hashtextextended(value, 0) >> 5), (hashtextextended(value, 1) >> 5)) where ambiguous;
