-- What tills told of line drills is found among a year of sales without reading them.
CREATE INDEX {{own_ops}}_drills ON {{own_ops}} (stream_id) WHERE kind = 'line-drill';
CREATE INDEX {{copy_ops}}_drills ON {{copy_ops}} (stream_id) WHERE kind = 'line-drill';
