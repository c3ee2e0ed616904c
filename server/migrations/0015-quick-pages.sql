-- Pages of quick keys as the tills of a store saved them: the newest version of each page that a stream
-- told. Which one counts is worked out by whoever reads them all, so that both sites and every till agree.
CREATE TABLE projection.quick_pages (
  stream_id bytea NOT NULL,
  page_id text NOT NULL,
  store text NOT NULL,
  till text NOT NULL,
  stamp_ms bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (stream_id, page_id)
);
CREATE INDEX quick_pages_store ON projection.quick_pages (store);
CREATE TABLE pruned.quick_pages (LIKE projection.quick_pages INCLUDING ALL);
