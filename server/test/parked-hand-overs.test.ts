import { expect, test } from 'vitest';
import type {
  BasketTakenOverBody,
  ParkedHandedAnswer,
  StoreParkedAnswer,
} from '../../src/contracts/parked-baskets.ts';
import { a, b, newTill, projected, sql } from './shared-pair.ts';
import { TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

const PATH = '/v1/store/parked';
const NOW = Date.now();
const DAY_MS = 24 * 60 * 60 * 1000;
const numberOf = ({ identity }: TestTill): string => identity.till;

function tell(till: TestTill, kind: string, body: object): void {
  const seq = till.head.seq + 1;
  till.add(JSON.stringify({ v: 1, seq, kind, business_date: TODAY, at_ms: 1000, body }));
}

const basketOf = (parkId: string, more: object = {}) => ({
  park_id: parkId,
  name: 'Ann',
  cashier: '104',
  at_ms: NOW - 60_000,
  total: 298,
  items: 2,
  currency: 'EUR',
  open: { basket: { lines: [] }, flags: [] },
  ...more,
});
const park = (till: TestTill, parkId: string, more?: object): void =>
  tell(till, 'basket-parked', basketOf(parkId, more));
const hand = (till: TestTill, to: string, handId: string, basket: object | undefined): void =>
  tell(till, 'basket-handed-over', { park_id: 'p1', to, hand_id: handId, basket });
const takeOver = (till: TestTill, handId: string, more: Partial<BasketTakenOverBody>): void =>
  tell(till, 'basket-taken-over', {
    ...basketOf(handId),
    from: { till: '01', park_id: 'p1' },
    ...more,
  });

async function handed(site: typeof a, till: TestTill, hands: string): Promise<string[]> {
  const path = `${PATH}/handed?hands=${hands}`;
  const { body } = await till.get<ParkedHandedAnswer>(site.url, path);
  return body.handed.map(({ hand_id }) => hand_id);
}

async function listed(site: typeof a, till: TestTill): Promise<string[]> {
  const { body } = await till.get<StoreParkedAnswer>(site.url, PATH);
  return body.parked.map(({ park_id }) => park_id);
}

async function sent(till: TestTill): Promise<void> {
  await till.push(a.url);
  for (const one of [a, b]) await projected(one, till);
}

test('PARK8 two copies of a till hand one basket over: one hand-over counts, that which was taken over or the smaller', async () => {
  const [one, two, three] = [newTill('0761'), newTill('0761'), newTill('0761')];
  park(one, 'p1');
  const copy = one.clone(1);
  hand(one, numberOf(two), 'h2', basketOf('p1'));
  hand(copy, numberOf(three), 'h1', basketOf('p1'));
  await one.push(a.url);
  await copy.push(a.url);
  const told = async (site: typeof a) => [
    ...(await handed(site, two, 'h1,h2')),
    ...(await handed(site, three, 'h1,h2')),
  ];
  // A site that has read one branch alone says that one: the same at both is what both branches make.
  let first: string | undefined;
  const isSettled = async (): Promise<boolean> => {
    const [atA, atB] = [await told(a), await told(b)];
    [first] = atA;
    return atA.length === 1 && atB.join() === atA.join();
  };
  await expect.poll(isSettled, { timeout: 15_000 }).toBe(true);
  // The other one was quicker: it is nobody else's any more.
  const [taker, hand2] = first === 'h2' ? [three, 'h1'] : [two, 'h2'];
  takeOver(taker, hand2, {});
  await sent(taker);
  expect([await told(a), await told(b)]).toEqual([[], []]);
}, 40_000);

test('PARK8 told is what was asked for, whole, and whatever became of the op that parked it', async () => {
  const [one, two, three] = [newTill('0762'), newTill('0762'), newTill('0762')];
  park(one, 'p1');
  hand(one, numberOf(two), 'h1', basketOf('p1'));
  await sent(one);
  expect(await handed(a, two, 'h9')).toEqual([]);
  expect(await handed(a, three, 'h1')).toEqual([]);
  const stream = Buffer.from(one.stream, 'base64url');
  const forgotten = `UPDATE projection.parked_baskets SET op_id = '\\x00' WHERE stream_id = $1`;
  await sql(a, forgotten, [stream]);
  expect(await handed(a, two, 'h9,h1')).toEqual(['h1']);
});

test('PARK8 a hand-over without the basket, or with another one, is off its shelf and nobody takes it', async () => {
  const [one, two] = [newTill('0763'), newTill('0763')];
  park(one, 'p1');
  hand(one, numberOf(two), 'h1', undefined);
  hand(one, numberOf(two), 'h2', basketOf('p2'));
  hand(one, numberOf(two), 'h3', basketOf('p1', { at_ms: 2 ** 53 - 1 }));
  await sent(one);
  expect(await handed(a, two, 'h1,h2,h3')).toEqual([]);
  expect(await listed(a, two)).toEqual([]);
});

test('PARK7 no till hides what waits at the others; what waits for a month is listed no more', async () => {
  const [many, one, two] = [newTill('0764'), newTill('0764'), newTill('0764')];
  park(one, 'mine');
  park(one, 'old', { at_ms: NOW - 31 * DAY_MS });
  for (let i = 0; i < 450; i += 1) park(many, `x${i}`, { at_ms: NOW + DAY_MS });
  await sent(one);
  await sent(many);
  const found = await listed(a, two);
  expect(found).toContain('mine');
  expect(found).not.toContain('old');
  expect(found.length).toBe(41);
});

test('PARK7 who was at the till that took it over is who is signed in there', async () => {
  const till = newTill('0765');
  const who = async (): Promise<unknown> =>
    sql(a, 'SELECT cashier FROM projection.tills WHERE stream_id = $1', [
      Buffer.from(till.stream, 'base64url'),
    ]);
  tell(till, 'signed-on', { cashier: '777' });
  takeOver(till, 'h1', { taken_by: '778' });
  await sent(till);
  expect(await who()).toEqual([{ cashier: '778' }]);
  takeOver(till, 'h2', {});
  await sent(till);
  expect(await who()).toEqual([{ cashier: null }]);
});
