-- Each message of each client, exactly as it is delivered. Partitioned by the broker's time of the record, so that
-- retention is dropping a partition; the service makes the partitions as time goes on.
create table firehose.message (
  client      text        not null,
  cursor      bigint      not null,
  appended_at timestamptz not null,
  previous    bigint,
  type        text        not null,
  transaction text        not null,
  body        bytea       not null,
  primary key (client, cursor, appended_at)
) partition by range (appended_at);

-- Each client's last cursor. It has no retention: the next message names it however long ago it was.
create table firehose.client_last (
  client text   primary key,
  cursor bigint not null
);

-- Where the writer of each partition of delivery-1 is: the offset that it reads next. The epoch is tied to one topic.
create table firehose.writer (
  epoch     integer not null,
  partition integer not null,
  topic_id  text    not null,
  position  bigint  not null,
  primary key (epoch, partition)
);
