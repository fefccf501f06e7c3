-- A row for each acknowledged image, made by the first record about it that is read. It only grows.
create table ledger.entry (
  image       text        primary key,
  client      text        not null,
  transaction text        not null,
  accepted_at timestamptz not null,
  -- The tasks that each owe an answer on vision-1 and on delivery-1.
  expected    text[]      not null,
  -- What was seen: topic, task, part/parts, and offset or cursor ("delivery-1 ocr-1.0 0/1 17").
  answers     text[]      not null,
  -- Whether nothing is owed.
  complete    boolean     not null
) with (fillfactor = 70); -- a row is changed a few times within seconds: room beside it

create index entry_open on ledger.entry (accepted_at) where not complete;
create index entry_done on ledger.entry (accepted_at) where complete;
