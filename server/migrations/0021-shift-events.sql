-- What tills told of their shifts: opened, cash moved, counted, closed. A row an op, never summed and never
-- changed, hence alike at both sites in whatever order ops came, and after a rebuild (ADR 31). The body
-- stays when the op's month is dropped: a Z can be read for ever.
CREATE TABLE projection.shift_events (
  op_id bytea PRIMARY KEY,
  stream_id bytea NOT NULL,
  seq bigint NOT NULL,
  till_id text NOT NULL,
  store text NOT NULL,
  shift_id text NOT NULL,
  kind text NOT NULL,
  business_date date NOT NULL,
  at_ms bigint NOT NULL,
  body text NOT NULL
);
CREATE INDEX shift_events_stream ON projection.shift_events (stream_id);
CREATE INDEX shift_events_day ON projection.shift_events (store, business_date);
CREATE INDEX shift_events_shift ON projection.shift_events (till_id, shift_id);
CREATE TABLE pruned.shift_events (LIKE projection.shift_events INCLUDING ALL);
