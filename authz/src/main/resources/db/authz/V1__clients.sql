-- What clients may do. A revoked client's name is never given to another.
create table authz.client (
  client_id       text        primary key,
  grants          text        not null, -- a JSON object: claim pattern to value
  push_url        text,
  push_generation integer     not null default 1,
  push_order      text        not null default 'per-transaction',
  created_at      timestamptz not null,
  revoked_at      timestamptz
);
