import { deriveOpId } from '../../../../src/domain/oplog/op-id.ts';
import { dayMs } from '../../calendar-day.ts';
import { sha256 } from '../../keys/ed25519.ts';

export const FORM = { plain: 0, envelope: 1, void: 2 } as const;
export type Form = (typeof FORM)[keyof typeof FORM];

/** Far or unreadable business dates share this one; it lies in the DEFAULT partition (D1). */
export const SENTINEL_DATE = '0001-01-01';
const PAST_DAYS = 400;
const FUTURE_DAYS = 2;
const DAY_MS = 86_400_000;

/** One op as it will be stored. `link` is what the next op's `prev` must be (D9). */
export type OpRow = {
  seq: number;
  prev: string;
  opId: string;
  standsFor: string | undefined;
  link: string;
  form: Form;
  kind: string;
  businessDate: string;
  raw: Uint8Array;
  flags: string[];
};

type Read = { kind: string; businessDate: string; flags: string[] };

const PRINTABLE_KIND = /^[\x21-\x7e]{1,40}$/;

/** Partition date (D1): the op's own date where it is near, else the sentinel. */
export function partitionDate(claimed: unknown, nowMs: number): string {
  if (typeof claimed !== 'string') return SENTINEL_DATE;
  const ms = dayMs(claimed);
  if (ms === undefined) return SENTINEL_DATE;
  const near = ms >= nowMs - PAST_DAYS * DAY_MS && ms <= nowMs + FUTURE_DAYS * DAY_MS;
  return near ? claimed : SENTINEL_DATE;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** True where the body says it is another till's than the one that signed the request (D20). */
function claimsAnother(op: Record<string, unknown>, tillId: string): boolean {
  const body = op['body'];
  if (!isObject(body)) return false;
  if (typeof body['till_id'] === 'string') return body['till_id'] !== tillId;
  if (typeof body['store'] !== 'string' || typeof body['till'] !== 'string') return false;
  return !tillId.endsWith(`-${body['store']}-${body['till']}`);
}

/** A view, not a copy: every op of every batch comes through here. */
const textOf = (raw: Uint8Array): string =>
  Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('utf8');

/** Reads kind and date from bytes that may hold anything; failing is not an error (D1). */
function tolerantRead(raw: Uint8Array, tillId: string, nowMs: number): Read {
  const unread = { kind: '?', businessDate: SENTINEL_DATE, flags: [] };
  try {
    const op: unknown = JSON.parse(textOf(raw));
    if (!isObject(op)) return unread;
    const kind = op['kind'];
    return {
      kind: typeof kind === 'string' && PRINTABLE_KIND.test(kind) ? kind : '?',
      businessDate: partitionDate(op['business_date'], nowMs),
      flags: claimsAnother(op, tillId) ? ['wrong-till-claim'] : [],
    };
  } catch {
    return unread;
  }
}

export type OpSource = { stream: string; tillId: string; nowMs: number };

export function plainRow(at: OpSource, prev: string, seq: number, raw: Uint8Array): OpRow {
  const opId = deriveOpId(sha256, prev, at.stream, seq, raw);
  const read = tolerantRead(raw, at.tillId, at.nowMs);
  return { seq, prev, opId, standsFor: undefined, link: opId, form: FORM.plain, raw, ...read };
}

/** Opaque bytes. Where they do not hash to the id the till names, the row stands for that id. */
export function envelopeRow(
  at: OpSource,
  prev: string,
  seq: number,
  named: string,
  raw: Uint8Array,
): OpRow {
  const row = { ...plainRow(at, prev, seq, raw), form: FORM.envelope };
  if (row.opId === named) return row;
  return { ...row, standsFor: named, link: named, flags: [...row.flags, 'chain-broken'] };
}

/** Stands in for an op neither site could take; the line itself is its bytes. */
export function voidRow(
  at: OpSource,
  prev: string,
  seq: number,
  named: string,
  line: Uint8Array,
): OpRow {
  const opId = deriveOpId(sha256, prev, at.stream, seq, line);
  return {
    seq,
    prev,
    opId,
    standsFor: named,
    link: named,
    form: FORM.void,
    kind: 'void',
    businessDate: SENTINEL_DATE,
    raw: line,
    flags: ['void'],
  };
}
