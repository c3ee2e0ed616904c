import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Permissions } from '../../../domain/adjust/permissions.ts';
import { minor } from '../../../domain/money.ts';
import { basketOf } from '../../../domain/testing/sale-arbitraries.ts';
import { docsOfOps } from '../../../sync/core/docs-of-ops.ts';
import type { OpenBasket } from '../selling/open-basket.ts';
import { ADD, emptyDisk, filled, kindOf, text, till } from './testing-park-desk.ts';

describe('parking', () => {
  it('PARK1, dom-X4: takes no number, keeps name, time, amount and cashier, survives a restart', async () => {
    const disk = emptyDisk();
    const one = till(disk);
    one.ring();
    const before = one.basket;
    expect(await one.desk.park(' Red jacket ')).toEqual({ ok: true });
    expect([one.basket.lines, one.state.count]).toEqual([[], 1]);
    const again = till(disk);
    const [sale] = await again.desk.list();
    expect(sale).toMatchObject({
      name: 'Red jacket',
      atMs: 7,
      total: 1000,
      items: 2,
      cashier: '104',
    });
    expect(await again.desk.recall(sale?.parkId ?? '')).toEqual({ ok: true });
    expect(again.basket).toEqual({ ...before, past: undefined });
    expect(disk.stream.nextDocNo).toBe(1);
    expect([...one.kinds, ...again.kinds]).toEqual(['basket-parked', 'basket-recalled']);
  });

  it('PARK2: recalled exactly once, also on a double click', async () => {
    const one = till();
    one.ring();
    await one.desk.park('');
    const [sale] = await one.desk.list();
    const id = sale?.parkId ?? '';
    const answers = await Promise.all([one.desk.recall(id), one.desk.recall(id)]);
    expect(answers.map(kindOf).toSorted()).toEqual(['busy', 'done']);
    expect(kindOf(await one.desk.recall(id))).toBe('basket-open');
    expect(one.kinds).toEqual(['basket-parked', 'basket-recalled']);
  });

  it('refuses what must not be parked, and recalls onto no other sale', async () => {
    const one = till();
    expect(kindOf(await one.desk.park(''))).toBe('empty-basket');
    one.ring({
      ...filled(),
      tenders: [{ type: 'cash', tendered: minor(1), tenderId: 't' }],
    });
    expect(kindOf(await one.desk.park(''))).toBe('part-paid');
    one.ring();
    expect(kindOf(await one.desk.park('4111 1111 1111 1111'))).toBe('card-number');
    expect(kindOf(await one.desk.park('x'.repeat(41)))).toBe('note-too-long');
    one.state.isAsking = true;
    expect(kindOf(await one.desk.park(''))).toBe('answer-first');
    one.state.isAsking = false;
    await one.desk.park('');
    const [sale] = await one.desk.list();
    one.ring();
    expect(kindOf(await one.desk.recall(sale?.parkId ?? ''))).toBe('basket-open');
    one.state.cashier = undefined;
    expect(kindOf(await one.desk.recall(sale?.parkId ?? ''))).toBe('not-signed-in');
    expect((await one.desk.list()).length).toBe(1);
  });

  it('dom-X1: voids of the last customer are told before a sale is recalled', async () => {
    const one = till();
    one.ring();
    await one.desk.park('');
    const [line] = basketOf(ADD).lines;
    one.ring({ ...basketOf(ADD), lines: [{ ...line!, voided: true }], voids: [] });
    one.ring({
      ...one.basket,
      voids: [{ ...line!, atMs: 1 }],
    });
    const [sale] = await one.desk.list();
    expect(await one.desk.recall(sale?.parkId ?? '')).toEqual({ ok: true });
    expect(one.kinds).toEqual(['basket-parked', 'basket-cancelled', 'basket-recalled']);
  });

  it('dom-A4: dropping one needs the right or a signature, and tells what was given up', async () => {
    const disk = emptyDisk();
    const one = till(disk);
    one.ring();
    await one.desk.park('');
    const [sale] = await one.desk.list();
    const id = sale?.parkId ?? '';
    expect(kindOf(await one.desk.drop(id, undefined))).toBe('needs-approval');
    expect(kindOf(await one.desk.drop(id, { number: '203', pin: '2' }))).toBe('wrong-pin');
    expect(kindOf(await one.desk.drop(id, { number: '104', pin: '1' }))).toBe('same-person');
    expect((await one.desk.list()).length).toBe(1);
    expect(kindOf(await one.desk.drop(id, { number: '203', pin: '1' }))).toBe('done');
    expect(kindOf(await one.desk.recall(id))).toBe('gone');
    const op = disk.ops.at(1);
    expect(JSON.parse(text(op?.raw ?? new Uint8Array()))).toMatchObject({
      kind: 'parked-dropped',
      body: { park_id: id, cashier: '104', approver: '203', voids: [{ qtyMilli: 2000 }] },
    });
    const lowered = till(
      emptyDisk(),
      new Map([['cashier/drop-parked', { allowed: true, maxAmount: minor(999) }]]),
    );
    lowered.ring();
    await lowered.desk.park('');
    const [dear] = await lowered.desk.list();
    expect(kindOf(await lowered.desk.drop(dear?.parkId ?? '', undefined))).toBe('needs-approval');
  });

  it('PARK1, PARK2, PARK3: never two and never lost, whatever is done and wherever it is cut off', async () => {
    const step = fc.record({
      act: fc.constantFrom('ring', 'park', 'recall', 'drop', 'twice'),
      cut: fc.constantFrom(undefined, undefined, undefined, 'before' as const, 'after' as const),
      which: fc.nat({ max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const disk = emptyDisk();
        const rights: Permissions = new Map([['cashier/drop-parked', { allowed: true }]]);
        let one = till(disk, rights);
        const alive = new Set<string>();
        for (const { act, cut, which } of steps) {
          const waiting = (await one.desk.list()).map(({ parkId }) => parkId);
          const target = waiting[which % Math.max(1, waiting.length)] ?? 'none';
          const given = disk.shelf.find(({ parkId }) => parkId === target);
          one.crashes(cut);
          try {
            if (act === 'ring' && one.basket.lines.length === 0) {
              one.ring();
              alive.add(one.basket.basketId);
            }
            if (act === 'park') await one.desk.park('');
            if (act === 'recall') await one.desk.recall(target);
            if (act === 'twice')
              await Promise.all([one.desk.recall(target), one.desk.recall(target)]);
            if (act === 'drop') await one.desk.drop(target, undefined);
          } catch {
            one = till(disk, rights);
          }
          one.crashes(undefined);
          const shelf = disk.shelf;
          const isDropped = act === 'drop' && shelf.every(({ parkId }) => parkId !== target);
          if (isDropped && given !== undefined) alive.delete(idOf(given.body));
          const held = [
            ...shelf.map(({ body }) => idOf(body)),
            ...(one.basket.lines.length === 0 ? [] : [one.basket.basketId]),
          ];
          expect(held.toSorted()).toEqual([...alive].toSorted());
          const back = docsOfOps(disk.ops, text).shelved;
          const gone = new Set(back.filter(({ isGone }) => isGone).map(({ parkId }) => parkId));
          const told = back.filter(({ parkId }) => !gone.has(parkId)).map(({ parkId }) => parkId);
          expect(new Set(told)).toEqual(new Set(shelf.map(({ parkId }) => parkId)));
        }
      }),
      { numRuns: 60 },
    );
  });
});

const idOf = (body: unknown): string => (body as { open: OpenBasket }).open.basket.basketId;
