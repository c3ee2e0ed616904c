-- What came back, line by line: a row a returned line. What all tills brought back of one sold line is
-- more than was sold only where two of them could not ask each other (O2).
CREATE TABLE projection.returned_lines (
  op_id bytea NOT NULL,
  line_at integer NOT NULL,
  stream_id bytea NOT NULL,
  store text NOT NULL,
  doc_no text NOT NULL,
  of_doc_id text NOT NULL,
  of_doc_no text NOT NULL,
  of_line text NOT NULL,
  qty_milli bigint NOT NULL,
  -- As the returning till read it from the original; null where it did not say.
  sold_milli bigint,
  business_date date NOT NULL,
  PRIMARY KEY (op_id, line_at)
);
CREATE INDEX returned_lines_stream ON projection.returned_lines (stream_id);
CREATE INDEX returned_lines_of ON projection.returned_lines (store, of_doc_id, of_line);
CREATE TABLE pruned.returned_lines (LIKE projection.returned_lines INCLUDING ALL);

-- Documents of one store, as its tills ask for them.
CREATE INDEX documents_of_store ON projection.documents (store, closed_ms DESC);
CREATE INDEX documents_of_store_number ON projection.documents (store, right(doc_no, 6));
CREATE INDEX documents_of_store_gross ON projection.documents (store, abs(gross));
