-- A row for each link. A plain one (a URL and no option) has a fingerprint, HMAC-SHA256 over client and URL, by which the
-- same wish finds the same link; all others have none.
create table links.link (
  code varchar(40) collate "C" primary key,
  client varchar(64) collate "C" not null,
  fingerprint bytea unique,
  url varchar(2048),
  job bigint,
  once boolean not null,
  no_faces boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  max_visits bigint,
  visits bigint not null default 0,
  password_salt bytea,
  password_iterations integer,
  password_hash bytea,
  check ((url is null) <> (job is null)),
  check (visits between 0 and max_visits)
);

-- A client's list, and what has been expired for long.
create index link_of_client on links.link (client, code);
create index link_expiry on links.link (expires_at) where expires_at is not null;
