-- One row a job: the queue between the web side and the senders, and the index of the documents below.
create table jobs.job (
  id            uuid        primary key,
  -- The order of an owner's list.
  sequence      bigint      generated always as identity unique,
  owner         text        not null,
  state         text        not null,
  stage         text        not null,
  percent       integer     not null,
  url           text,
  name          text,
  created_at    timestamptz not null,
  finished_at   timestamptz,
  -- When it fails for want of an answer.
  deadline      timestamptz not null,
  -- The owner's narrowed token, only until the images are sent.
  token         text,
  -- The tasks that must answer for each page, and whether a summary will come.
  tasks         text[]      not null,
  summary       boolean     not null,
  pages         integer     not null default 0,
  -- Who works on it, by the database's clock: a dead worker's jobs are free when the lease is over.
  worker        uuid,
  leased_until  timestamptz,
  -- The newest result.
  number        bigint,
  problem       text,
  excerpt       text,
  words         tsvector
);
create index job_list on jobs.job (owner, sequence);
create index job_url on jobs.job (owner, url) where url is not null;
create index job_words on jobs.job using gin (words);
create index job_queue on jobs.job (created_at) where state in ('QUEUED', 'FETCHING', 'SENDING');
create index job_open on jobs.job (owner, deadline) where state in ('QUEUED', 'FETCHING', 'SENDING', 'SEEING');

-- What was uploaded or fetched and is not yet pages: a PDF.
create table jobs.source (
  job     uuid  primary key references jobs.job on delete cascade,
  content bytea not null
);
alter table jobs.source alter column content set storage external;

-- The images, as they are sent and shown. Image formats are compressed already.
create table jobs.page (
  job     uuid    not null references jobs.job on delete cascade,
  page    integer not null,
  type    text    not null,
  content bytea   not null,
  -- As ingestion acknowledged it; null until then.
  image   text,
  width   integer,
  height  integer,
  primary key (job, page)
);
alter table jobs.page alter column content set storage external;

-- What the firehose brought, each message once, as gzip.
create table jobs.message (
  job      uuid   not null references jobs.job on delete cascade,
  id       text   not null,
  sequence bigint generated always as identity,
  body     bytea  not null,
  primary key (job, id)
);
alter table jobs.message alter column body set storage external;

-- The documents, as gzip: what is in them may change without a migration (000-09).
create table jobs.result (
  number     bigint primary key,
  job        uuid   not null references jobs.job on delete cascade,
  owner      text   not null,
  etag       text   not null,
  document   bytea  not null
);
alter table jobs.result alter column document set storage external;
create index result_job on jobs.result (job);
create sequence jobs.result_number;

-- How far the firehose was read: moved in the transaction that stores what came.
create table jobs.firehose (
  client text   primary key,
  cursor bigint not null
);
