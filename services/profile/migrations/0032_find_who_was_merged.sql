-- In what somebody was merged: who is erased is looked for there.
create index identity_ledger_by_absorbed on identity_ledger (workspace_id, absorbed_id) where absorbed_id is not null;
