-- What somebody said who merged two people by hand.
alter table identity_ledger add column reason text;
