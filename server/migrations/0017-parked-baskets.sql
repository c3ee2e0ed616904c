-- Baskets that were put on a till's shelf, and what took them off it: two lists that only grow. What waits
-- is the first without the second; it is asked and never kept, hence alike at both sites (PARK4).
CREATE TABLE projection.parked_baskets (
  stream_id bytea NOT NULL,
  park_id text NOT NULL,
  store text NOT NULL,
  till text NOT NULL,
  op_id bytea NOT NULL,
  name text NOT NULL,
  cashier text NOT NULL,
  at_ms bigint NOT NULL,
  total bigint NOT NULL,
  items double precision NOT NULL,
  currency text NOT NULL,
  PRIMARY KEY (stream_id, park_id)
);
CREATE INDEX parked_baskets_till ON projection.parked_baskets (store, till, park_id);
CREATE TABLE pruned.parked_baskets (LIKE projection.parked_baskets INCLUDING ALL);

CREATE TABLE projection.parked_gone (
  stream_id bytea NOT NULL,
  park_id text NOT NULL,
  -- Empty unless it was handed to another till.
  hand_id text NOT NULL,
  to_till text NOT NULL,
  store text NOT NULL,
  till text NOT NULL,
  PRIMARY KEY (stream_id, park_id, hand_id)
);
CREATE INDEX parked_gone_till ON projection.parked_gone (store, till, park_id);
CREATE INDEX parked_gone_to ON projection.parked_gone (store, to_till) WHERE hand_id <> '';
CREATE TABLE pruned.parked_gone (LIKE projection.parked_gone INCLUDING ALL);

-- What a till asks another one for, for seconds and at this site alone: no op, never replicated. One row a
-- till that asks.
CREATE TABLE parked_asks (
  by_till_id text PRIMARY KEY,
  by_till text NOT NULL,
  store text NOT NULL,
  till text NOT NULL,
  park_id text NOT NULL,
  expires_ms bigint NOT NULL
);
CREATE INDEX parked_asks_till ON parked_asks (store, till);
