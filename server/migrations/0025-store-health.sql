-- What tills tell of themselves with a hello, as this site heard it: the last word of each, and by hour and
-- stage what came on since the word before. Never replicated: the other site hears it from the tills itself (D2).
CREATE TABLE till_health (
  till_id text PRIMARY KEY,
  store text NOT NULL,
  -- When this life of the till began, by its own clock; another means that its counts began anew.
  since_ms bigint NOT NULL,
  told jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE health_slots (
  store text NOT NULL,
  -- When it began: an hour, or a stage of a release within it.
  slot timestamptz NOT NULL,
  starts bigint NOT NULL,
  crashes bigint NOT NULL,
  sales bigint NOT NULL,
  failed_sales bigint NOT NULL,
  card_tries bigint NOT NULL,
  declined bigint NOT NULL,
  -- By class of time to the line; one sum for each of the till's classes.
  scans bigint[] NOT NULL,
  -- Most that was told within it.
  oldest_ms bigint NOT NULL,
  parked bigint NOT NULL,
  PRIMARY KEY (store, slot)
);
CREATE INDEX health_slots_slot ON health_slots (slot);
-- The last stage that began: what was told before it must not be held against it.
CREATE TABLE health_cut (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  at timestamptz NOT NULL
);
INSERT INTO health_cut (at) VALUES ('-infinity');
