-- What a site knows of each till stream. Local, mutable, never replicated (D2).

CREATE TABLE stream_state (
  stream_id bytea PRIMARY KEY,
  till_id text NOT NULL,
  status text NOT NULL DEFAULT 'open',
  received_max bigint NOT NULL DEFAULT 0,
  last_seen timestamptz,
  app_version text,
  backlog_waiting bigint,
  backlog_oldest_ms bigint,
  backlog_parked bigint
);
CREATE INDEX stream_state_till ON stream_state (till_id);

-- Tips of the verified, gap-free chains: one row a branch (D3).
CREATE TABLE stream_heads (
  stream_id bytea NOT NULL,
  op_id bytea NOT NULL,
  seq bigint NOT NULL,
  changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (stream_id, op_id)
);
CREATE INDEX stream_heads_changed ON stream_heads (changed_xid);

-- The peer's word on what it holds. `heads` only for forked streams.
CREATE TABLE peer_claims (
  stream_id bytea PRIMARY KEY,
  site text NOT NULL,
  incarnation text NOT NULL,
  contiguous bigint NOT NULL,
  contiguous_op_id bytea NOT NULL,
  heads jsonb,
  observed timestamptz NOT NULL
);

-- How far the background worker has read the copy; one row.
CREATE TABLE copy_position (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  local_xid xid8 NOT NULL DEFAULT '0',
  local_ord bigint NOT NULL DEFAULT 0
);
INSERT INTO copy_position DEFAULT VALUES;

-- What the peer last said of itself; one row per site.
CREATE TABLE peer_state (
  site text PRIMARY KEY,
  incarnation text NOT NULL,
  recovering boolean NOT NULL,
  seen timestamptz NOT NULL
);

CREATE TABLE enrolment_codes (
  code_hash text PRIMARY KEY,
  store text NOT NULL,
  till text NOT NULL,
  issued_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  redeemed_key text,
  redeemed_at timestamptz,
  -- Kept so that an answer lost on its way can be given again to the same key.
  credential text
);

CREATE TABLE segments (
  hash text PRIMARY KEY,
  -- Store the bytes may be shown to; null for everyone.
  scope text,
  bytes bytea NOT NULL
);

CREATE TABLE snapshots (
  id text PRIMARY KEY,
  dataset text NOT NULL,
  scope text,
  vec jsonb NOT NULL,
  rows bigint NOT NULL,
  segments jsonb NOT NULL,
  built_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX snapshots_latest ON snapshots (dataset, scope, built_at DESC);
