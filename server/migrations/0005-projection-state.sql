-- A stream's read models are brought up to these heads; one transaction moves both, which is what
-- makes each op count once. A list of ids beside it would only cost a write an op.
DROP TABLE projection.projected_ops;
ALTER TABLE projection.streams ADD COLUMN applied_heads text NOT NULL DEFAULT '';

-- Rows came below the tip that change what the stream means (an original after its stand-in).
ALTER TABLE stream_state ADD COLUMN replay boolean NOT NULL DEFAULT false;
