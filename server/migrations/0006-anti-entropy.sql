-- What a site did to bring its logs level with the peer's. Local, for people; never replicated (D2).

-- The last comparison that went through to its end; one row.
CREATE TABLE last_comparison (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  ended_at timestamptz NOT NULL,
  took_ms bigint NOT NULL,
  buckets bigint NOT NULL,
  differing bigint NOT NULL,
  ops bigint NOT NULL,
  changes bigint NOT NULL,
  conflicts bigint NOT NULL
);

-- Every fresh subscription over a copy that already held rows (H5): why, and what had been missing.
CREATE TABLE reseeds (
  at timestamptz NOT NULL DEFAULT now(),
  reason text NOT NULL,
  ops bigint NOT NULL,
  changes bigint NOT NULL
);

-- A fetched row must be the row that was lost, so the view names every column of it.
CREATE OR REPLACE VIEW all_changes AS
  SELECT origin, incarnation, n, dataset, key, op, value, hlc, author, sig, at, base_hlc
    FROM {{own_changes}}
  UNION ALL
  SELECT origin, incarnation, n, dataset, key, op, value, hlc, author, sig, at, base_hlc
    FROM {{copy_changes}};
