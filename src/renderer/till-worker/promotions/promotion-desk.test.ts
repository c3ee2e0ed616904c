import { expect, it } from 'vitest';
import { emptyBasket, type Basket } from '../../../domain/basket.ts';
import { reduceBasket } from '../../../domain/basket-reducer.ts';
import { basketId } from '../../../domain/ids.ts';
import { minor } from '../../../domain/money.ts';
import type { HeldRow } from '../../../sync/adapters/till-db.ts';
import { PromotionDesk, wallClock } from './promotion-desk.ts';

function offer(percent: string): HeldRow {
  const v = JSON.stringify({
    type: 'percent-off',
    name: 'Happy hour',
    percent,
    pool: { all: true },
    window: { hours: { from: '17:00', to: '19:00' } },
  });
  return { ds: 'promotion', k: 'de/happy', v, hlc: 1, o: 'A', sig: undefined };
}

function basket(): Basket {
  const article = {
    article: '1',
    name: 'Beer',
    unitPrice: minor(500),
    taxCodes: [],
    taxClass: 's',
    discountable: true,
    priceStamp: { hlc: 1, origin: 'A' },
  };
  const added = reduceBasket(emptyBasket(basketId('b'), 0), {
    type: 'add',
    article,
    qtyMilli: 1000,
  });
  if (!added.ok) throw new Error(added.error);
  return added.value;
}

/** 2026-11-20, a Friday, at that time in Berlin. */
const berlin = (time: string): number => Date.parse(`2026-11-20T${time}:00+01:00`);

function desk(state: { ms: number; rows: HeldRow[] }, now?: string): PromotionDesk {
  return new PromotionDesk(
    {
      rows: () => Promise.resolve(state.rows),
      zone: 'de',
      timeZone: 'Europe/Berlin',
      rounding: 'half-up',
      correctedMs: () => state.ms,
      changed: () => undefined,
    },
    now,
  );
}

const saved = (at: PromotionDesk): number | undefined =>
  at.savings(basket()).get('1')?.lineDiscount;

it('dom-P7: clock and head office change nothing inside a basket, both count from the next on', async () => {
  const state = { ms: berlin('18:59'), rows: [offer('20')] };
  const promotions = desk(state);
  await promotions.opened;
  promotions.begin();
  expect(saved(promotions)).toBe(100);
  state.ms = berlin('19:00');
  state.rows = [offer('30')];
  await promotions.load();
  expect(saved(promotions)).toBe(100);
  promotions.begin();
  expect(saved(promotions)).toBeUndefined();
  state.ms = berlin('17:00');
  promotions.begin();
  expect(saved(promotions)).toBe(150);
});

it('dom-P7: a basket that a restart found keeps the time it began', async () => {
  const promotions = desk({ ms: berlin('20:00'), rows: [offer('20')] }, '2026-11-20T18:00');
  await promotions.opened;
  expect(saved(promotions)).toBe(100);
  expect(promotions.now).toBe('2026-11-20T18:00');
});

it('vec-promo-P2: the clock is the one on the wall of the store', () => {
  const ms = Date.parse('2026-11-01T05:59:30Z');
  expect(wallClock(ms, 'America/New_York')).toBe('2026-11-01T01:59');
  expect(wallClock(ms, 'Europe/Luxembourg')).toBe('2026-11-01T06:59');
  expect(wallClock(Date.parse('2026-11-20T23:05:00Z'), 'Europe/Berlin')).toBe('2026-11-21T00:05');
});
