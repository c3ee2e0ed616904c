-- A document of another till is opened with its signature: told behind it in its stream, among few others.
CREATE INDEX {{own_ops}}_sealed ON {{own_ops}} (stream_id, seq) WHERE kind = 'document-signed';
CREATE INDEX {{copy_ops}}_sealed ON {{copy_ops}} (stream_id, seq) WHERE kind = 'document-signed';
