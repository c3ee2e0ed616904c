-- Lives the peer has left (D4). Incarnations are random and have no order: which one is over is only
-- known by who came after it. One that shows up again is an old primary or an old copy; nothing it
-- says counts, and it is told so.
CREATE TABLE left_lives (
  incarnation text PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now()
);

-- The peer said that this database is of a life its site has left: it must not serve again.
ALTER TABLE site_config ADD COLUMN retired boolean NOT NULL DEFAULT false;
