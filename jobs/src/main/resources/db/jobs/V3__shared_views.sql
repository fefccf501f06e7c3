-- Uses of capabilities for a single view, kept as long as the capability could be used again.
create table jobs.shared_view (
  nonce      text        not null,
  what       text        not null,
  expires_at timestamptz not null,
  primary key (nonce, what)
);
create index shared_view_expiry on jobs.shared_view (expires_at);
