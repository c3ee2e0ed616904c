import type { KeyObject } from 'node:crypto';
import { deriveOpId, deriveStreamId } from '../../src/domain/oplog/op-id.ts';
import { walkJournalFile, type JournalHeader } from '../../src/domain/oplog/journal-lines.ts';
import { sha256, verifyText } from '../../server/src/keys/ed25519.ts';

/** What was read of one journal file, and the first thing wrong with it. */
export type CheckedFile = {
  header: JournalHeader | undefined;
  /** Ids of the entries that follow from each other, from the file's first on. */
  good: string[];
  /** The first bad entry, with why; undefined where all of it is good. */
  bad?: string;
};

const LF = 10;
const ID_CHARS = 22;
const RAW_AT = ID_CHARS + 1 + 86 + 1;

/**
 * Checks a journal file from its header down: each id follows from the entry's bytes, its place and the id
 * before it; each signature is the till's. `key` undefined: signatures are not looked at.
 */
export function checkJournalFile(bytes: Uint8Array, key: KeyObject | undefined): CheckedFile {
  const { header, ops, goodBytes } = walkJournalFile(bytes, sha256);
  if (header === undefined) return { header, good: [], bad: 'line 1: no journal header' };
  const { till_id: till, salt, stream, from_seq: from } = header;
  if (deriveStreamId(sha256, till, salt) !== stream)
    return { header, good: [], bad: `line 1: stream ${stream} is not one of till ${till}` };
  const good: string[] = [];
  for (const { op_id: opId, sig } of ops) {
    if (key !== undefined && !verifyText(key, 'op', opId, sig))
      return { header, good, bad: `${placeOf(from, good.length)}: the till did not sign it` };
    good.push(opId);
  }
  if (goodBytes === bytes.length) return { header, good };
  const why = whyBad(bytes.subarray(goodBytes), header, good);
  return { header, good, bad: `${placeOf(from, good.length)}: ${why}` };
}

/** Entries begin on the line below the header. */
const placeOf = (from: number, at: number): string => `line ${at + 2}, entry ${from + at}`;

/** Why the line that comes next does not follow from what is good. */
function whyBad(rest: Uint8Array, header: JournalHeader, good: readonly string[]): string {
  const end = rest.indexOf(LF);
  if (end < 0) return 'its end is missing';
  const line = Buffer.from(rest.subarray(0, end));
  if (line.length < RAW_AT) return 'it is no journal entry';
  const told = line.subarray(0, ID_CHARS).toString();
  const prev = good.at(-1) ?? header.prev_op_id;
  const seq = header.from_seq + good.length;
  const found = deriveOpId(sha256, prev, header.stream, seq, line.subarray(RAW_AT));
  return `its id says ${told}, its bytes in this place make ${found}`;
}
