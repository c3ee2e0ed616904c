-- What sales put on cards that hold value is no turnover until it is spent (ADR 24): from here on `gross`
-- of both sums is without it, and it stands beside. Sums written before are made anew by a rebuild.
ALTER TABLE projection.sales_by_hour ADD COLUMN loaded bigint NOT NULL DEFAULT 0;
ALTER TABLE pruned.sales_by_hour ADD COLUMN loaded bigint NOT NULL DEFAULT 0;
ALTER TABLE projection.day_sums ADD COLUMN loaded bigint NOT NULL DEFAULT 0;
ALTER TABLE pruned.day_sums ADD COLUMN loaded bigint NOT NULL DEFAULT 0;
