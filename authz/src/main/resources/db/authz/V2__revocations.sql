-- What no longer counts, until every door was told: written with its cause, published afterwards.
create table authz.revocation (
  client_id  text        primary key,
  revoked_at timestamptz not null, -- tokens issued then or before do not count
  whole      boolean     not null, -- the client itself, and so all of its tokens
  announced  boolean     not null default false
);
