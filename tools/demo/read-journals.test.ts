import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { journalFileName } from '../../src/domain/oplog/journal-files.ts';
import { headerLine, opLines, type JournalOp } from '../../src/domain/oplog/journal-lines.ts';
import { deriveOpId, deriveStreamId, GENESIS } from '../../src/domain/oplog/op-id.ts';
import { sha256 } from '../../server/src/keys/ed25519.ts';
import { readJournals } from './read-journals.ts';

const TILL = 'eu-0417-01';
const SALT = 'c2FsdHNhbHRzYWx0c2FsdA';
const STREAM = deriveStreamId(sha256, TILL, SALT);
const folder = mkdtempSync(path.join(tmpdir(), 'read-journals-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Ops of the kind nobody sums up; the chain is what matters. */
function chain(count: number, from: JournalOp[] = []): JournalOp[] {
  const ops = [...from];
  while (ops.length < from.length + count) {
    const seq = ops.length + 1;
    const prev_op_id = ops.at(-1)?.op_id ?? GENESIS;
    const raw = Buffer.from(JSON.stringify({ v: 1, seq, kind: 'signed-on' }));
    const op_id = deriveOpId(sha256, prev_op_id, STREAM, seq, raw);
    ops.push({ stream: STREAM, seq, prev_op_id, op_id, raw, sig: 'S'.repeat(86) });
  }
  return ops.slice(from.length);
}

function write(ops: JournalOp[], cut = 0): void {
  const [first] = ops;
  if (first === undefined) return;
  const { prev_op_id, seq: from_seq } = first;
  const header = headerLine({
    v: 1,
    stream: STREAM,
    salt: SALT,
    till_id: TILL,
    series: 'A',
    prev_op_id,
    from_seq,
  });
  const bytes = Buffer.concat([header, opLines(ops)]);
  mkdirSync(path.join(folder, STREAM), { recursive: true });
  const name = journalFileName('2026-11-21', from_seq);
  writeFileSync(path.join(folder, STREAM, name), bytes.subarray(0, bytes.length - cut));
}

test('ops of every file of a stream are read in order', () => {
  const first = chain(3);
  write(first);
  write(chain(2, first));
  const { streams, faults } = readJournals(folder);
  expect(faults).toEqual([]);
  expect(streams.get(STREAM)?.till).toBe(TILL);
  expect(streams.get(STREAM)?.ids.size).toBe(5);
});

test('a torn tail is a fault, and the ops before it count', () => {
  write(chain(3), 10);
  const { streams, faults } = readJournals(folder);
  expect(streams.get(STREAM)?.ids.size).toBe(2);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain('are torn');
});

test('a file that is missing in the middle is a fault', () => {
  const first = chain(2);
  const second = chain(2, first);
  write(first);
  write(chain(2, [...first, ...second]));
  expect(readJournals(folder).faults).toEqual([
    `${STREAM}/2026-11-21-5.ndjson does not follow the file before it`,
  ]);
});

test('no folder is a fault, not an empty journal', () => {
  expect(readJournals(path.join(folder, 'gone')).faults).toHaveLength(1);
});
