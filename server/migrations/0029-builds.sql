-- Bytes of published builds, in parts, so that any app server gives any piece of them and a copy of the
-- database is a copy of the builds. Never replicated: whoever publishes brings them to each site.
CREATE TABLE build_parts (
  -- Base64url SHA-512 of the whole file.
  hash text NOT NULL,
  n integer NOT NULL,
  bytes bytea NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (hash, n)
);
-- Packed already.
ALTER TABLE build_parts ALTER COLUMN bytes SET STORAGE EXTERNAL;
-- The last time each till asked this site which build it should run, and what it said of itself (D2).
CREATE TABLE build_asks (
  till_id text PRIMARY KEY,
  store text NOT NULL,
  build text NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT now(),
  -- The last build that it came back from by itself; stays until it says another.
  failed text,
  why text,
  failed_at timestamptz
);
