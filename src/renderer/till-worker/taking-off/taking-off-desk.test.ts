import { beforeEach, describe, expect, it } from 'vitest';
import type { Basket } from '../../../domain/basket.ts';
import { reduceBasket } from '../../../domain/basket-reducer.ts';
import { minor } from '../../../domain/money.ts';
import { article, basketOf } from '../../../domain/testing/sale-arbitraries.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { TakingOffDesk } from './taking-off-desk.ts';

const ADD = {
  type: 'add',
  article: article({ article: '100', unitPrice: minor(1000) }),
  qtyMilli: 3000,
} as const;
const SIGN: Refusal = { ok: false, kind: 'needs-approval', next: 'sign' };
const EVA = { number: '203', pin: '1' };

let basket: Basket;
let mayAlone: boolean;
let whileSigning: () => void;
let told: [string, unknown][];
let desk: TakingOffDesk;

beforeEach(() => {
  basket = basketOf(ADD);
  mayAlone = true;
  whileSigning = () => undefined;
  told = [];
  desk = new TakingOffDesk({
    seller: () => ({
      cashier: '104',
      shift: { shiftId: 's', businessDate: '2026-11-21' } as ShiftRow,
    }),
    busy: () => undefined,
    basket: () => basket,
    act: (action) => {
      const next = reduceBasket(basket, action);
      if (!next.ok) return { ok: false, kind: next.error, next: '' };
      basket = next.value;
      return undefined;
    },
    cancelled: () => {
      const next = reduceBasket(basket, { type: 'cancel', atMs: 5 });
      return next.ok ? next.value : basket;
    },
    cleared: () => (basket = basketOf()),
    closeQuestion: () => undefined,
    may: async (_used, approver) => {
      if (mayAlone) return { ok: true, cashier: '104' };
      if (approver === undefined) return SIGN;
      whileSigning();
      return { ok: true, cashier: '104', approver: approver.number };
    },
    commit: async (fact: Fact) => {
      told.push([fact.kind, fact.body({ series: 'A', number: 1 })]);
      return { ok: true } as CommitResult;
    },
    alone: (run) => run(),
    wallMs: () => 9,
  });
});

const less = (qtyMilli: number) =>
  ({ type: 'change-quantity', lineId: '1', qtyMilli, atMs: 5 }) as const;
const VOID = { type: 'void-line', lineId: '1', atMs: 5 } as const;

describe('dom-A4: goods that are taken off', () => {
  it('need the right, also where only less is wanted; more never does', async () => {
    mayAlone = false;
    expect(await desk.takeOff(VOID)).toEqual(SIGN);
    expect(await desk.takeOff(less(2000))).toEqual(SIGN);
    expect(await desk.takeOff(less(4000))).toEqual({ ok: true });
    expect(basket.voids).toEqual([]);
  });

  it('stand on the sale with who signed', async () => {
    mayAlone = false;
    expect(await desk.takeOff(less(1000), EVA)).toEqual({ ok: true });
    expect(basket.lines[0]?.qtyMilli).toBe(1000);
    expect(basket.acts).toEqual([
      { action: 'line-void', line: '1', article: '100', cashier: '104', approver: '203', at_ms: 9 },
    ]);
    mayAlone = true;
    await desk.takeOff(VOID);
    expect(basket.acts).toHaveLength(1);
    expect(basket.voids).toHaveLength(2);
  });

  it('are those that were signed for, or none', async () => {
    mayAlone = false;
    whileSigning = () => (basket = { ...basketOf(ADD), basketId: 'next' as Basket['basketId'] });
    expect(await desk.takeOff(VOID, EVA)).toMatchObject({ kind: 'other-goods' });
    expect(basket.voids).toEqual([]);
  });
});

describe('dom-A4: undo', () => {
  it('needs the right where it takes goods off, and stands on the sale with who signed', async () => {
    mayAlone = false;
    await desk.takeOff(less(4000));
    expect(await desk.undo()).toEqual(SIGN);
    expect(basket.lines[0]?.qtyMilli).toBe(4000);
    expect(await desk.undo(EVA)).toEqual({ ok: true });
    expect(await desk.undo()).toEqual(SIGN);
    expect(await desk.undo(EVA)).toEqual({ ok: true });
    expect(basket.lines).toEqual([]);
    expect(basket.voids.map(({ qtyMilli }) => qtyMilli)).toEqual([1000, 3000]);
    const act = { action: 'line-void', line: '1', article: '100', cashier: '104', approver: '203' };
    expect(basket.acts).toMatchObject([act, act]);
    expect(await desk.undo()).toMatchObject({ kind: 'nothing-to-undo' });
  });

  it('needs none where goods come back', async () => {
    await desk.takeOff(VOID);
    mayAlone = false;
    expect(await desk.undo()).toEqual({ ok: true });
    expect(basket.lines[0]).toMatchObject({ voided: false, qtyMilli: 3000 });
  });

  it('takes off what was signed for, or nothing', async () => {
    mayAlone = false;
    whileSigning = () => (basket = basketOf(ADD, { ...ADD, qtyMilli: 1000 }));
    expect(await desk.undo(EVA)).toMatchObject({ kind: 'other-goods' });
    expect(basket.voids).toEqual([]);
  });
});

describe('dom-X1: a basket that is given up', () => {
  it('is told with its reason and who signed', async () => {
    mayAlone = false;
    expect(await desk.cancel('no-money')).toEqual(SIGN);
    expect(told).toEqual([]);
    expect(await desk.cancel('no-money', EVA)).toEqual({ ok: true });
    expect(told).toMatchObject([
      ['basket-cancelled', { cashier: '104', reason: 'no-money', approver: '203' }],
    ]);
    expect(basket.lines).toEqual([]);
  });

  it('what is left of it is told when its cashier goes, whoever may cancel', async () => {
    mayAlone = false;
    expect(await desk.tellRest()).toEqual({ ok: true });
    expect(told.map(([kind]) => kind)).toEqual(['basket-cancelled']);
  });
});
