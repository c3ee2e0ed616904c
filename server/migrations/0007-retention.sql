-- Up to its floor both sites held a stream alike and dropped its ops (D5). An op at or below the floor
-- with a business date before `before` is a duplicate. `op_id` is what the next op's `prev` must be.
CREATE TABLE stream_floors (
  stream_id bytea PRIMARY KEY,
  seq bigint NOT NULL,
  op_id bytea NOT NULL,
  before date NOT NULL
);

-- What dropped ops added to the read models: a rebuild starts from here.
CREATE SCHEMA pruned;
CREATE TABLE pruned.documents (LIKE projection.documents INCLUDING ALL);
CREATE TABLE pruned.sales_by_hour (LIKE projection.sales_by_hour INCLUDING ALL);
CREATE TABLE pruned.day_sums (LIKE projection.day_sums INCLUDING ALL);
CREATE TABLE pruned.tills (LIKE projection.tills INCLUDING ALL);
CREATE TABLE pruned.quarantine (LIKE projection.quarantine INCLUDING ALL);

-- Kept below a floor: sales of an old image of a till, few or none.
CREATE INDEX {{own_ops}}_below ON {{own_ops}} (stream_id) WHERE 'below-floor' = ANY (flags);
CREATE INDEX {{copy_ops}}_below ON {{copy_ops}} (stream_id) WHERE 'below-floor' = ANY (flags);
