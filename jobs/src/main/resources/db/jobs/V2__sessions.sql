-- People at browsers. A row gives nobody a way in: the id is hashed, and the client's secret is sealed with a key made of the id.
create table jobs.session (
  hash       text        primary key,
  client     text        not null,
  sealed     bytea       not null,
  created_at timestamptz not null,
  seen_at    timestamptz not null
);
create index session_seen on jobs.session (seen_at);
