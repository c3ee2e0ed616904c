-- What customers paid with, a day (D8). `amount` is what the tender settled, in minor units of
-- `currency`, foreign cash by its value. Change for foreign notes leaves the drawer and is in no sum here:
-- what a drawer should hold is told by the documents, not by this table.
CREATE TABLE projection.tender_sums (
  stream_id bytea NOT NULL,
  business_date date NOT NULL,
  currency text NOT NULL,
  tender text NOT NULL,
  tenders bigint NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (stream_id, business_date, currency, tender)
);
CREATE TABLE pruned.tender_sums (LIKE projection.tender_sums INCLUDING ALL);
