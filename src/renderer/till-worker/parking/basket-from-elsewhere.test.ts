import { describe, expect, it } from 'vitest';
import type { ShelvedRow } from '../../../sync/core/ports.ts';
import { isTooLarge } from './hand-over-size.ts';
import { emptyDisk, filled, kindOf, till } from './testing-park-desk.ts';

const FLAG = { key: 'f', variant: 'on', value: true, hlc: 1, origin: 'A' };
const bodyOf = (open: unknown) => ({
  park_id: 'h',
  name: 'Ann',
  cashier: '1',
  at_ms: 1,
  total: 1000,
  items: 2,
  currency: 'EUR',
  open,
});

/** A till on whose shelf stands what till 02 handed over. */
function tillWith(open: unknown) {
  const disk = emptyDisk();
  const body = { ...bodyOf(open), from: { till: '02', park_id: 'p' } };
  const row: ShelvedRow = { parkId: 'h', isGone: false, isMarked: true, body };
  disk.shelf = [row];
  return till(disk);
}

describe('a basket that another till handed over', () => {
  it('PARK9: goes on under an id of its own: what is kept on gift cards goes by it', async () => {
    const given = filled();
    const one = tillWith({ basket: { ...given, past: [given] }, flags: [FLAG], begunAt: 'then' });
    expect(await one.desk.recall('h')).toEqual({ ok: true });
    expect(one.basket.lines).toEqual(given.lines);
    expect(one.basket.basketId).not.toBe(given.basketId);
    expect(one.basket).not.toHaveProperty('past');
    expect(one.disk.basket).toMatchObject({ flags: [FLAG], begunAt: 'then' });
  });

  it.each([
    ['is nothing', null],
    ['is empty', {}],
    ['has another version', { basket: { v: 2 } }],
    ['is paid in part', { basket: { ...filled(), tenders: [{ tenderId: 't' }] }, flags: [] }],
    ['takes goods back', { basket: { ...filled(), exchange: { docId: 'd' } }, flags: [] }],
    ['was cancelled', { basket: { ...filled(), status: 'cancelled' }, flags: [] }],
    ['has no goods', { basket: { ...filled(), lines: [] }, flags: [] }],
    [
      'has a price that is none',
      { basket: { ...filled(), lines: [{ unitPrice: 1.5 }] }, flags: [] },
    ],
    ['has no flags', { basket: filled() }],
  ])('PARK9: one that %s is not gone on with, and can be dropped', async (_what, open) => {
    const one = tillWith(open);
    expect(kindOf(await one.desk.recall('h'))).toBe('unreadable');
    expect([one.basket.lines, one.disk.shelf.length]).toEqual([[], 1]);
    expect(await one.desk.drop('h', { number: '203', pin: '1' })).toEqual({ ok: true });
    expect([one.kinds, one.disk.shelf]).toEqual([['parked-dropped'], []]);
  });

  it('PARK9: what no other till could take over is not parked, and stays on the screen', async () => {
    const one = till();
    const [line] = filled().lines;
    const long = { ...filled(), note: 'x'.repeat(256 * 1024 - 4096), lines: [line!] };
    one.ring(long);
    expect(kindOf(await one.desk.park('Ann'))).toBe('too-large');
    expect([one.basket, one.disk.shelf]).toEqual([long, []]);
    expect(isTooLarge(bodyOf('x'.repeat(250_000)))).toBe(false);
    // Bytes, not signs.
    expect(isTooLarge(bodyOf('é'.repeat(130_000)))).toBe(true);
  });
});
