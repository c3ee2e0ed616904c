-- What was a set of app servers' to answer, and what of it the champion answered instead, as tills told.
ALTER TABLE health_slots
  ADD COLUMN set_asked bigint NOT NULL DEFAULT 0,
  ADD COLUMN fell_back bigint NOT NULL DEFAULT 0;
-- Why a till fetched what it was last told to run and could not keep it, as it says itself.
ALTER TABLE build_asks ADD COLUMN held_up text;
