-- Read models, rebuilt from the logs at any time. Every aggregate is keyed by stream (D8).
CREATE SCHEMA projection;

CREATE TABLE projection.streams (
  stream_id bytea PRIMARY KEY,
  applied_seq bigint NOT NULL,
  applied_op bytea NOT NULL
);

CREATE TABLE projection.projected_ops (
  op_id bytea PRIMARY KEY,
  stream_id bytea NOT NULL
);
CREATE INDEX projected_ops_stream ON projection.projected_ops (stream_id);

CREATE TABLE projection.documents (
  op_id bytea PRIMARY KEY,
  stream_id bytea NOT NULL,
  seq bigint NOT NULL,
  till_id text NOT NULL,
  store text NOT NULL,
  doc_no text NOT NULL,
  business_date date NOT NULL,
  closed_ms bigint NOT NULL,
  currency text NOT NULL,
  net bigint NOT NULL,
  tax bigint NOT NULL,
  gross bigint NOT NULL,
  lines integer NOT NULL
);
CREATE INDEX documents_no ON projection.documents (doc_no text_pattern_ops);
CREATE INDEX documents_closed ON projection.documents (closed_ms);
CREATE INDEX documents_stream ON projection.documents (stream_id);

CREATE TABLE projection.sales_by_hour (
  stream_id bytea NOT NULL,
  store text NOT NULL,
  currency text NOT NULL,
  hour_ms bigint NOT NULL,
  documents bigint NOT NULL,
  gross bigint NOT NULL,
  PRIMARY KEY (stream_id, store, currency, hour_ms)
);

CREATE TABLE projection.day_sums (
  stream_id bytea NOT NULL,
  business_date date NOT NULL,
  currency text NOT NULL,
  documents bigint NOT NULL,
  gross bigint NOT NULL,
  tax bigint NOT NULL,
  qty_milli bigint NOT NULL,
  PRIMARY KEY (stream_id, business_date, currency)
);

CREATE TABLE projection.tills (
  stream_id bytea PRIMARY KEY,
  till_id text NOT NULL,
  last_kind text NOT NULL,
  last_at_ms bigint NOT NULL,
  cashier text
);

CREATE TABLE projection.quarantine (
  op_id bytea PRIMARY KEY,
  stream_id bytea NOT NULL,
  seq bigint NOT NULL,
  reason text NOT NULL
);
CREATE INDEX quarantine_stream ON projection.quarantine (stream_id);
