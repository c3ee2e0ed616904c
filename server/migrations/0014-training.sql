-- What was practised, counted apart from everything that was sold (X3).
CREATE TABLE projection.training_sums (
  stream_id bytea NOT NULL,
  business_date date NOT NULL,
  currency text NOT NULL,
  documents bigint NOT NULL,
  gross bigint NOT NULL,
  PRIMARY KEY (stream_id, business_date, currency)
);
CREATE TABLE pruned.training_sums (LIKE projection.training_sums INCLUDING ALL);

-- Whatever a projector does: no practised document stands among the sales. Numbers of training have a T
-- before their digits, and no other number has.
ALTER TABLE projection.documents
  ADD CONSTRAINT documents_are_sold CHECK (doc_no !~ '-T[0-9]+$');
ALTER TABLE pruned.documents
  ADD CONSTRAINT documents_are_sold CHECK (doc_no !~ '-T[0-9]+$');
