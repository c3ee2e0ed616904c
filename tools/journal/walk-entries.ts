import { hash, type KeyObject } from 'node:crypto';
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
const SPACE = 32;
const ID_CHARS = 22;
const SIG_CHARS = 86;
const RAW_AT = ID_CHARS + 1 + SIG_CHARS + 1;
const ID_BYTES = 16;
/** prev (16), stream (16), seq (8): what is hashed before an entry's bytes. */
const PLACE_BYTES = 40;

/**
 * Checks a journal file from its header down: each id follows from the entry's bytes, its place and the id
 * before it; each signature is the till's. `key` undefined: signatures are not looked at.
 */
export function checkJournalFile(file: Uint8Array, key: KeyObject | undefined): CheckedFile {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const body = bytes.indexOf(LF) + 1;
  const { header } = walkJournalFile(bytes.subarray(0, body), sha256);
  if (header === undefined) return { header, good: [], bad: 'line 1: no journal header' };
  const { till_id: till, salt, stream, from_seq: from } = header;
  if (deriveStreamId(sha256, till, salt) !== stream)
    return { header, good: [], bad: `line 1: stream ${stream} is not one of till ${till}` };
  const good: string[] = [];
  const place = new Place(header);
  let start = body;
  for (let end = bytes.indexOf(LF, start); end >= 0; end = bytes.indexOf(LF, start)) {
    const opId = entryAt(bytes, start, end, place);
    if (opId === undefined) break;
    const sig = key && bytes.toString('latin1', start + ID_CHARS + 1, start + RAW_AT - 1);
    if (key !== undefined && !verifyText(key, 'op', opId, sig ?? ''))
      return { header, good, bad: `${placeOf(from, good.length)}: the till did not sign it` };
    good.push(opId);
    start = end + 1;
  }
  if (start === bytes.length) return { header, good };
  const why = whyBad(bytes.subarray(start), header, good);
  return { header, good, bad: `${placeOf(from, good.length)}: ${why}` };
}

/**
 * The place of the next entry as the bytes that its id hashes, in one buffer that every entry is copied
 * behind: a journal of years has millions, and text to bytes and back cost most of the time.
 */
class Place {
  #bytes: Buffer;
  #seq: number;

  constructor({ prev_op_id: prev, stream, from_seq: seq }: JournalHeader) {
    this.#bytes = Buffer.alloc(4096);
    this.#bytes.write(prev, 0, 'base64url');
    this.#bytes.write(stream, ID_BYTES, 'base64url');
    this.#seq = seq;
  }

  /** SHA-256 of the entry in this place. */
  digest(bytes: Buffer, from: number, to: number): Buffer {
    const length = PLACE_BYTES + to - from;
    if (length > this.#bytes.length) {
      const longer = Buffer.alloc(2 * length);
      this.#bytes.copy(longer, 0, 0, PLACE_BYTES);
      this.#bytes = longer;
    }
    this.#bytes.writeUInt32BE(Math.floor(this.#seq / 2 ** 32), 2 * ID_BYTES);
    this.#bytes.writeUInt32BE(this.#seq % 2 ** 32, 2 * ID_BYTES + 4);
    bytes.copy(this.#bytes, PLACE_BYTES, from, to);
    return hash('sha256', this.#bytes.subarray(0, length), 'buffer');
  }

  /** On to the place behind the entry of that digest. */
  next(digest: Buffer): void {
    digest.copy(this.#bytes, 0, 0, ID_BYTES);
    this.#seq += 1;
  }
}

/** Id of the entry between, where its bytes in this place make it; the place then is the next one. */
function entryAt(bytes: Buffer, start: number, end: number, place: Place): string | undefined {
  const raw = start + RAW_AT;
  if (end < raw || bytes[start + ID_CHARS] !== SPACE || bytes[raw - 1] !== SPACE) return undefined;
  const digest = place.digest(bytes, raw, end);
  const opId = digest.toString('base64url', 0, ID_BYTES);
  if (opId !== bytes.toString('latin1', start, start + ID_CHARS)) return undefined;
  place.next(digest);
  return opId;
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
