import type { JournalFiles } from './journal-files.ts';
import type { JournalOp } from './journal-lines.ts';
import type { JournalTail } from './journal-tail.ts';
import type { Sha256 } from './op-id.ts';

export type JournalPorts = {
  files: JournalFiles;
  sha256: Sha256;
  /** Base64url signature of the till over an op id; undefined where the till has no key yet. */
  sign: (opId: string) => Promise<string | undefined>;
  /** Authenticated name of this till; undefined before it is enrolled. */
  tillId: () => string | undefined;
  /** UTC day of an op, `yyyy-mm-dd`. */
  dayOf: (raw: Uint8Array) => string;
  /** Told after a file was begun or lines were added to a stream that is written to; must not throw. */
  onHead: (tail: JournalTail, isNewStream: boolean) => Promise<void>;
};

export type JournalHeadState = {
  stream: string;
  salt: string;
  series: string;
  first_seq: number;
  head_seq: number;
  head_op_id: string;
};
export type JournalRefusal = { ok: false; kind: 'disk-full' | 'io' | 'out-of-order'; next: string };
export type JournalOpened = { ok: true; heads: JournalHeadState[]; torn_bytes_cut: number };
export type JournalAppended = { ok: true; sigs: string[] };
/** `closed`: another machine or an earlier life wrote it, so it says nothing of what was printed here. */
export type JournalStream = { salt: string; series: string; closed?: boolean | undefined };
export type NewLine = Omit<JournalOp, 'sig'>;

/** The second, independent copy of every op (D10, D11): append-only files, synced before an answer. */
export type Journal = {
  /** Verifies the end of every stream and cuts a torn one. May be called again. */
  open(): Promise<JournalOpened | JournalRefusal>;
  append(
    stream: JournalStream,
    lines: readonly NewLine[],
  ): Promise<JournalAppended | JournalRefusal>;
  /** Verified lines from `fromSeq` on; stops before the first that does not prove itself. */
  read(stream: string, fromSeq: number, limit: number): Promise<JournalOp[]>;
  /** Drops files of which every line is below this sequence; never the newest of a stream. */
  prune(stream: string, below: number): Promise<{ ok: true } | JournalRefusal>;
};

/** What a person does about a disk that does not take the line. The sale itself is safe (D11). */
export const JOURNAL_NEXT = {
  'disk-full': 'The disk is full. Free space on this machine; selling goes on meanwhile.',
  io: 'The second copy cannot be written. Call support; selling goes on meanwhile.',
  'out-of-order': 'The two copies of this till differ. Restart the till.',
} as const;

export function refuse(kind: JournalRefusal['kind']): JournalRefusal {
  return { ok: false, kind, next: JOURNAL_NEXT[kind] };
}
