-- The secrets of clients, hashed; at most two of one client are valid at a time.
create table authn.secret (
  number     bigint generated always as identity primary key, -- later secrets have higher numbers
  client_id  text        not null,
  salt       bytea       not null,
  iterations integer     not null,
  hash       bytea       not null,
  created_at timestamptz not null
);
create index secret_of_client on authn.secret (client_id, number desc);
