-- Voids are few among millions of ops; a till that asks for its own must not walk its whole stream.
CREATE INDEX {{own_ops}}_void ON {{own_ops}} (stream_id) WHERE form = 2;
CREATE INDEX {{copy_ops}}_void ON {{copy_ops}} (stream_id) WHERE form = 2;
