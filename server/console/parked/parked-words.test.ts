import { expect, test } from 'vitest';
import type { ParkedOp } from '../../../src/contracts/parked-ops.ts';
import { findParked, parkedState, parkedWords } from './parked-words.ts';

const op = (more: Partial<ParkedOp>): ParkedOp => ({
  op_id: '0'.repeat(32),
  store: '0417',
  till: '01',
  stream: 's',
  seq: 1,
  kind: 'sale',
  reason: 'not JSON',
  received_ms: 1,
  state: 'open',
  steps: [],
  ...more,
});

test('CON7: why an operation stands aside is said in words with what to do; a reason of tomorrow is said, too', () => {
  expect(parkedWords({ reason: 'unknown kind' }).next).toContain('send it again');
  expect(parkedWords({ reason: 'z-report has another shape' }).reason).toContain('z-report');
  for (const reason of ['constructor', 'a reason of tomorrow'])
    expect(parkedWords({ reason }).reason).toBe(`It cannot be read: ${reason}`);
});

test('CON7: the list shows open ones or resolved ones, by words that all fit', () => {
  const ops = [op({}), op({ store: '0418', state: 'resolved' }), op({ kind: 'z-report' })];
  expect(findParked(ops, '', 'open')).toEqual([ops[0], ops[2]]);
  expect(findParked(ops, '0418 text', 'all')).toEqual([ops[1]]);
  expect(findParked(ops, 'z-report 0418', 'all')).toEqual([]);
  const step = { step_id: 's', kind: 'sent-again', who: 'M', at_ms: 1, site: 'A' } as const;
  expect([op({}), op({ steps: [step] }), op({ state: 'resolved' })].map(parkedState)).toEqual([
    'Open',
    'Sent again',
    'Resolved',
  ]);
});
