-- Who paid back without a receipt, and where: one person's many small ones show (T2). Absent in rows that
-- an older version wrote; a rebuild of the projections fills them in.
ALTER TABLE projection.unproven_returns ADD COLUMN till_id text, ADD COLUMN cashier text;
ALTER TABLE pruned.unproven_returns ADD COLUMN till_id text, ADD COLUMN cashier text;
