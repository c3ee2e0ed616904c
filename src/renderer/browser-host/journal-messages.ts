import type { NewLine } from '../../domain/oplog/journal-ports.ts';

/** What the page asks of the journal worker; each is answered by a message of the same id. */
export type JournalAsk =
  | { id: number; verb: 'identity'; tillId: string; key: CryptoKey }
  | { id: number; verb: 'open' }
  | { id: number; verb: 'prune'; stream: string; below: number }
  | { id: number; verb: 'append'; salt: string; series: string; lines: NewLine[] }
  | { id: number; verb: 'read'; stream: string; fromSeq: number; limit: number };
export type JournalReply = { id: number; answer: unknown } | { id: number; failed: string };
