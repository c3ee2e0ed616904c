import { describe, expect, it } from 'vitest';
import {
  enterTender,
  NOTHING_GIVEN,
  tenderedAmount,
  type TenderAction,
  type TenderEntry,
} from './tender-entry.ts';

const after = (...actions: TenderAction[]): number | undefined =>
  tenderedAmount(actions.reduce<TenderEntry>(enterTender, NOTHING_GIVEN), 'EUR');

describe('tender entry', () => {
  it('adds notes up as they are laid down', () => {
    expect(after({ type: 'note', amount: 2000 }, { type: 'note', amount: 500 })).toBe(2500);
  });

  it('starts anew with a note after keys, and with keys after notes', () => {
    expect(after({ type: 'keyed', text: '99' }, { type: 'note', amount: 2000 })).toBe(2000);
    expect(after({ type: 'note', amount: 2000 }, { type: 'keyed', text: '1500' })).toBe(1500);
  });

  it('does not add a note to the exact amount', () => {
    expect(after({ type: 'exact', due: 1353 }, { type: 'note', amount: 2000 })).toBe(2000);
    expect(after({ type: 'exact', due: 1353 })).toBe(1353);
  });

  it('is nothing at first, after clearing and after the last digit was taken back', () => {
    expect(after()).toBeUndefined();
    expect(after({ type: 'note', amount: 500 }, { type: 'clear' })).toBeUndefined();
    expect(after({ type: 'keyed', text: '5' }, { type: 'keyed', text: '' })).toBeUndefined();
  });
});
