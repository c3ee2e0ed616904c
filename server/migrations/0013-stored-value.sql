-- What documents moved on cards that hold value: a row a step. A balance is the sum of a card's steps,
-- each `movement` once; it is asked and never kept, hence alike at both sites and after a rebuild (G1).
CREATE TABLE projection.value_movements (
  op_id bytea NOT NULL,
  step_at integer NOT NULL,
  stream_id bytea NOT NULL,
  movement text NOT NULL,
  code text NOT NULL,
  type text NOT NULL,
  currency text NOT NULL,
  -- Minor units; positive puts value on the card.
  amount bigint NOT NULL,
  -- Taken by a till that could not ask head office.
  is_offline boolean NOT NULL,
  store text NOT NULL,
  doc_no text NOT NULL,
  business_date date NOT NULL,
  at_ms bigint NOT NULL,
  PRIMARY KEY (op_id, step_at)
);
CREATE INDEX value_movements_stream ON projection.value_movements (stream_id);
CREATE INDEX value_movements_code ON projection.value_movements (code, currency);
CREATE INDEX value_movements_movement ON projection.value_movements (movement);
CREATE TABLE pruned.value_movements (LIKE projection.value_movements INCLUDING ALL);

-- What tills are about to take, for a short while and at this site alone: no op, never replicated.
CREATE TABLE value_reservations (
  till_id text NOT NULL,
  redemption text NOT NULL,
  code text NOT NULL,
  currency text NOT NULL,
  amount bigint NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (till_id, redemption)
);
CREATE INDEX value_reservations_code ON value_reservations (code, currency);
CREATE INDEX value_reservations_expires ON value_reservations (expires_at);
