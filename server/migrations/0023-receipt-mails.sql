-- Receipts that customers asked for by e-mail, as this site sends them: those of its own log. No address
-- stands here; it is read from the op when the letter goes out. Never replicated, and not projected: what was
-- sent stays sent however often read models are rebuilt.
CREATE TABLE receipt_mails (
  op_id bytea PRIMARY KEY,
  business_date date NOT NULL,
  till_id text NOT NULL,
  store text NOT NULL,
  doc_no text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'refused')),
  -- Why it was refused, or why it waits; a word of ours, never a server's sentence: those name addresses.
  reason text NOT NULL DEFAULT '',
  tries integer NOT NULL DEFAULT 0,
  asked_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE INDEX receipt_mails_due ON receipt_mails (next_at) WHERE state = 'waiting';
CREATE INDEX receipt_mails_till ON receipt_mails (till_id, asked_at);
CREATE INDEX receipt_mails_changed ON receipt_mails (state, changed_at);
CREATE INDEX {{own_ops}}_mails ON {{own_ops}} (received_at) WHERE kind = 'receipt-mail-asked';
