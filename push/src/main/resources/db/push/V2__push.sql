-- A view asks for its newest event by tag every few seconds.
CREATE INDEX event_tag_newest_idx ON event_tag (tag, event_id);

-- What the journal was written with: with other numbers its positions and slices mean something else.
CREATE TABLE written_with (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- The offset store: everything of a tag up to here is delivered or in the retry store.
CREATE TABLE view_position (
  tag TEXT PRIMARY KEY,
  ordering BIGINT NOT NULL,
  number BIGINT NOT NULL,
  sequence BIGINT NOT NULL
);

-- The marks: of an endpoint, all messages up to mark and those in above need not be sent again.
CREATE TABLE lane (
  endpoint TEXT PRIMARY KEY,
  tag TEXT NOT NULL,
  mark BIGINT NOT NULL,
  above BIGINT[] NOT NULL,
  gone BOOLEAN NOT NULL
);
CREATE INDEX lane_tag_idx ON lane (tag);

-- The retry store. The message is kept whole, so that a retry needs no journal.
CREATE TABLE parked (
  endpoint TEXT NOT NULL,
  cursor BIGINT NOT NULL,
  transaction TEXT NOT NULL,
  failed INTEGER NOT NULL,
  due TIMESTAMPTZ NOT NULL,
  parked_at TIMESTAMPTZ NOT NULL,
  message BYTEA NOT NULL,
  PRIMARY KEY (endpoint, cursor)
);
CREATE INDEX parked_transaction_idx ON parked (endpoint, transaction, cursor);

-- What was given up, kept for people.
CREATE TABLE dead_letter (
  endpoint TEXT NOT NULL,
  cursor BIGINT NOT NULL,
  failed INTEGER NOT NULL,
  reason TEXT NOT NULL,
  given_up_at TIMESTAMPTZ NOT NULL,
  message BYTEA NOT NULL,
  PRIMARY KEY (endpoint, cursor)
);
