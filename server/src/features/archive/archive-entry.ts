import { deriveOpId } from '../../../../src/domain/oplog/op-id.ts';
import { sha256 } from '../../keys/ed25519.ts';

/** One op of a site's log as its archive keeps it: enough to be proven without the site. */
export type ArchiveEntry = {
  seq: number;
  prev: string;
  opId: string;
  /** What the next op follows: another id than its own where it stands in for an op. */
  link: string;
  /** 0 plain, 1 envelope, 2 void (D9). */
  form: number;
  /** The till's signature over the link; '' where another of the same batch carries it. */
  sig: string;
  raw: Buffer;
};

const LF = 10;
const NONE = '-';
const FIELDS = 7;

/**
 * `<seq> <prev> <op id> <link|-> <form> <sig|-> <p|b> <bytes>` and LF: the exact bytes behind `p`, and
 * base64 behind `b`, where they hold a line end.
 */
export function entryLine({ seq, prev, opId, link, form, sig, raw }: ArchiveEntry): Buffer {
  const inBase64 = raw.includes(LF);
  const own = link === opId ? NONE : link;
  const head = [seq, prev, opId, own, form, sig === '' ? NONE : sig, inBase64 ? 'b' : 'p'];
  const bytes = inBase64 ? Buffer.from(raw.toString('base64')) : raw;
  return Buffer.concat([Buffer.from(`${head.join(' ')} `), bytes, Buffer.of(LF)]);
}

const ID = /^[A-Za-z0-9_-]{21}[AQgw]$/;

/** The entry of a line, without its LF; undefined where it is none. */
export function readEntry(line: Buffer): ArchiveEntry | undefined {
  let end = -1;
  for (let field = 0; field < FIELDS; field++) {
    end = line.indexOf(32, end + 1);
    if (end < 0) return undefined;
  }
  const [seq, prev = '', opId = '', link = '', form, sig = '', how] = line
    .toString('latin1', 0, end)
    .split(' ');
  const body = line.subarray(end + 1);
  if (!ID.test(prev) || !ID.test(opId) || (link !== NONE && !ID.test(link))) return undefined;
  if (!/^[1-9]\d{0,15}$/.test(seq ?? '') || !/^[012]$/.test(form ?? '')) return undefined;
  if (how !== 'p' && how !== 'b') return undefined;
  return {
    seq: Number(seq),
    prev,
    opId,
    link: link === NONE ? opId : link,
    form: Number(form),
    sig: sig === NONE ? '' : sig,
    raw: how === 'p' ? body : Buffer.from(body.toString('latin1'), 'base64'),
  };
}

/** The id that the entry's place and bytes make. */
export const foundId = (stream: string, { prev, seq, raw }: ArchiveEntry): string =>
  deriveOpId(sha256, prev, stream, seq, raw);

const KIND = '"kind":"shift-closed"';

/** The line of `zs.ndjson` for an entry that is a Z; undefined for any other. */
export function zLine(tillId: string, stream: string, entry: ArchiveEntry): string | undefined {
  if (entry.form === 2 || !entry.raw.includes(KIND)) return undefined;
  try {
    const op = JSON.parse(entry.raw.toString('utf8')) as { kind?: unknown; body?: unknown };
    if (op.kind !== 'shift-closed') return undefined;
    const { seq, opId } = entry;
    return `${JSON.stringify({ till_id: tillId, stream, seq, op_id: opId, z: op.body })}\n`;
  } catch {
    return undefined;
  }
}
