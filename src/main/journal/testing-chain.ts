import { randomBytes } from 'node:crypto';
import type { NewLine } from '../../domain/oplog/journal-ports.ts';
import { deriveOpId, deriveStreamId, GENESIS } from '../../domain/oplog/op-id.ts';
import { newKeyPem, privateKey, sha256, signText } from '../identity/ed25519.ts';

export const TILL_ID = 'eu-0417-02';
export const SALT = 'c2FsdHNhbHRzYWx0c2FsdA';
export const STREAM = deriveStreamId(sha256, TILL_ID, SALT);
const KEY = privateKey(newKeyPem());
export const signOp = (opId: string): string => signText(KEY, 'op', opId);

/** A chain of `count` ops for the journal's tests; bodies of `bodyBytes` random characters. */
export function makeChain(count: number, bodyBytes = 20, day = '2026-11-21'): NewLine[] {
  const lines: NewLine[] = [];
  const at_ms = Date.parse(`${day}T10:00:00Z`);
  for (let seq = 1; seq <= count; seq += 1) {
    const body = randomBytes(bodyBytes).toString('hex').slice(0, bodyBytes);
    lines.push(nextLine(lines.at(-1), Buffer.from(JSON.stringify({ v: 1, seq, at_ms, body }))));
  }
  return lines;
}

/** The line after `before`, with these bytes. */
export function nextLine(before: NewLine | undefined, raw: Uint8Array): NewLine {
  const seq = (before?.seq ?? 0) + 1;
  const prev_op_id = before?.op_id ?? GENESIS;
  const op_id = deriveOpId(sha256, prev_op_id, STREAM, seq, raw);
  return { stream: STREAM, seq, prev_op_id, op_id, raw: new Uint8Array(raw) };
}
