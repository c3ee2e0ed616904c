-- The till that asks for a parked basket chooses the id it will know it by (PARK8); the op that handed it
-- over carries the basket itself, so that it does not hang on an op that may be forgotten.
ALTER TABLE parked_asks ADD COLUMN hand_id text NOT NULL DEFAULT '';
-- Null: it is no hand-over, or the basket is not in it.
ALTER TABLE projection.parked_gone ADD COLUMN op_id bytea;
ALTER TABLE pruned.parked_gone ADD COLUMN op_id bytea;
CREATE INDEX parked_gone_hand ON projection.parked_gone (store, to_till, hand_id) WHERE hand_id <> '';
CREATE INDEX parked_baskets_when ON projection.parked_baskets (store, at_ms);
