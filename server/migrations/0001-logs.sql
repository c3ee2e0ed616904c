-- The two logs of a site (design D1, D2): its own, with one writer, and the copy of the
-- peer's. Only the own log has a unique key: a copy must never refuse a row (H1).

CREATE TABLE site_config (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  region text NOT NULL,
  site text NOT NULL,
  incarnation text NOT NULL,
  -- Restored and not yet reconciled with the peer (D6): ingests, releases nothing.
  recovering boolean NOT NULL DEFAULT false
);

CREATE SEQUENCE local_order;

CREATE TABLE {{own_ops}} (
  incarnation text NOT NULL,
  till_id text NOT NULL,
  stream_id bytea NOT NULL,
  seq bigint NOT NULL,
  prev_op_id bytea NOT NULL,
  op_id bytea NOT NULL,
  stands_for bytea,
  form smallint NOT NULL,
  kind text NOT NULL,
  business_date date NOT NULL,
  raw bytea NOT NULL,
  sig bytea,
  flags text[] NOT NULL,
  received_at timestamptz NOT NULL,
  -- Not published: each site fills its own.
  local_ord bigint NOT NULL DEFAULT nextval('local_order'),
  local_xid xid8 NOT NULL DEFAULT pg_current_xact_id()
) PARTITION BY RANGE (business_date);

CREATE TABLE {{copy_ops}} (LIKE {{own_ops}} INCLUDING DEFAULTS) PARTITION BY RANGE (business_date);

CREATE TABLE {{own_ops}}_default PARTITION OF {{own_ops}} DEFAULT;
CREATE TABLE {{copy_ops}}_default PARTITION OF {{copy_ops}} DEFAULT;

ALTER TABLE {{own_ops}} ADD PRIMARY KEY (op_id, business_date);
CREATE INDEX {{own_ops}}_stream ON {{own_ops}} (stream_id, seq);
CREATE INDEX {{copy_ops}}_op ON {{copy_ops}} (op_id);
CREATE INDEX {{copy_ops}}_stream ON {{copy_ops}} (stream_id, seq);
CREATE INDEX {{copy_ops}}_local ON {{copy_ops}} (local_xid, local_ord);

CREATE VIEW all_ops AS
  SELECT incarnation, till_id, stream_id, seq, prev_op_id, op_id, stands_for, form, kind,
         business_date, raw, sig, flags, received_at
    FROM {{own_ops}}
  UNION ALL
  SELECT incarnation, till_id, stream_id, seq, prev_op_id, op_id, stands_for, form, kind,
         business_date, raw, sig, flags, received_at
    FROM {{copy_ops}};

CREATE FUNCTION poke_copy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('ev_copy', '');
  RETURN NULL;
END $$;
-- Row trigger, ALWAYS: statement triggers do not fire while replication applies.
CREATE TRIGGER poke AFTER INSERT ON {{copy_ops}} FOR EACH ROW EXECUTE FUNCTION poke_copy();
ALTER TABLE {{copy_ops}} ENABLE ALWAYS TRIGGER poke;

CREATE PUBLICATION evertill_ops
  FOR TABLE {{own_ops}} (incarnation, till_id, stream_id, seq, prev_op_id, op_id, stands_for, form,
                     kind, business_date, raw, sig, flags, received_at)
  WITH (publish = 'insert', publish_via_partition_root = true);

-- Head office's own data: prices, flags, staff, revocations (D14 to D17).
CREATE TABLE {{own_changes}} (
  origin text NOT NULL,
  incarnation text NOT NULL,
  n bigint NOT NULL,
  dataset text NOT NULL,
  key text NOT NULL,
  op text NOT NULL,
  value text,
  hlc bigint NOT NULL,
  author text NOT NULL,
  base_hlc bigint,
  sig text,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE {{copy_changes}} (LIKE {{own_changes}} INCLUDING DEFAULTS);
ALTER TABLE {{own_changes}} ADD PRIMARY KEY (incarnation, n);
CREATE INDEX {{own_changes}}_key ON {{own_changes}} (dataset, key, hlc);
CREATE INDEX {{copy_changes}}_n ON {{copy_changes}} (incarnation, n);
CREATE INDEX {{copy_changes}}_key ON {{copy_changes}} (dataset, key, hlc);

CREATE VIEW all_changes AS
  SELECT origin, incarnation, n, dataset, key, op, value, hlc, author, sig, at FROM {{own_changes}}
  UNION ALL
  SELECT origin, incarnation, n, dataset, key, op, value, hlc, author, sig, at FROM {{copy_changes}};

CREATE TRIGGER poke AFTER INSERT ON {{copy_changes}} FOR EACH ROW EXECUTE FUNCTION poke_copy();
ALTER TABLE {{copy_changes}} ENABLE ALWAYS TRIGGER poke;

CREATE PUBLICATION evertill_changes
  FOR TABLE {{own_changes}} (origin, incarnation, n, dataset, key, op, value, hlc, author,
                             base_hlc, sig, at)
  WITH (publish = 'insert');

-- Locked for every append, so commit order is n order and n has no holes (H4).
CREATE TABLE hlc_state (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  hlc bigint NOT NULL
);
INSERT INTO hlc_state (hlc) VALUES (0);

-- Highest n up to which nothing is missing, for each origin and incarnation (D14).
CREATE TABLE change_prefix (
  origin text NOT NULL,
  incarnation text NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (origin, incarnation)
);
