import { expect, it } from 'vitest';
import type { TillCommand } from '../../shared/till-api.ts';
import { whyNotWhileSuspended } from './while-suspended.ts';

const SELLING: readonly TillCommand[] = [
  'scan',
  'add-article',
  'pay-cash',
  'pay-card',
  'pay-out',
  'recall-sale',
  'return-goods',
  'return-no-receipt',
  'post-void',
  'open-drawer',
  'move-cash',
  'print-z',
  'begin-training',
  'tell-close',
  'declare-count',
  'close-shift',
];

it('dom-Z9: while the shift is suspended nothing is sold, paid, opened or counted, in one plain sentence', () => {
  for (const command of SELLING) {
    expect(whyNotWhileSuspended(command, true)).toMatchObject({
      kind: 'suspended',
      next: 'The drawer is locked. Take the shift over first.',
    });
    expect(whyNotWhileSuspended(command, false)).toBeUndefined();
  }
  for (const command of ['sign-in', 'sign-out', 'take-over-shift', 'store-day'] as const)
    expect(whyNotWhileSuspended(command, true)).toBeUndefined();
});
