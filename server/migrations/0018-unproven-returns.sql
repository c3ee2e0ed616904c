-- Documents that took goods back without a receipt, a row a document (T2): projected, never kept as a
-- state, hence alike at both sites and after a rebuild.
CREATE TABLE projection.unproven_returns (
  op_id bytea PRIMARY KEY,
  stream_id bytea NOT NULL,
  store text NOT NULL,
  doc_no text NOT NULL,
  business_date date NOT NULL,
  currency text NOT NULL,
  -- Minor units, positive: what the goods were paid back at.
  amount bigint NOT NULL
);
CREATE INDEX unproven_returns_stream ON projection.unproven_returns (stream_id);
CREATE INDEX unproven_returns_day ON projection.unproven_returns (business_date);
CREATE TABLE pruned.unproven_returns (LIKE projection.unproven_returns INCLUDING ALL);
