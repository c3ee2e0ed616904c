-- What customers paid with, a day (D8). `amount` is what the tender settled, in minor units of
-- `currency`, foreign cash by its value; cash and cash rounding together explain the drawer.
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
