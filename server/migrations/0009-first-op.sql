-- A stream's first op names its salt and its series. It outlives the month that is dropped with it:
-- else a till that lost its store could not find the stream again, nor a new enrolment pass its series.
ALTER TABLE stream_floors ADD COLUMN first_op bytea;

CREATE VIEW first_ops AS
SELECT s.stream_id, s.till_id,
       coalesce((SELECT o.raw FROM all_ops o WHERE o.stream_id = s.stream_id AND o.seq = 1 LIMIT 1),
                f.first_op) AS raw
  FROM stream_state s LEFT JOIN stream_floors f USING (stream_id);
