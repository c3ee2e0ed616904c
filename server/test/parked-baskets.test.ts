import { describe, expect, test } from 'vitest';
import type {
  ParkedAskAnswer,
  ParkedAskedAnswer,
  ParkedHandedAnswer,
  StoreParkedAnswer,
} from '../../src/contracts/parked-baskets.ts';
import { openPool } from '../src/db/pool.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { a, b, newTill, problem, projected, sql } from './shared-pair.ts';
import { TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

const PATH = '/v1/store/parked';
const PARKED_MS = Date.now() - 60_000;
const numberOf = ({ identity }: TestTill): string => identity.till;

function tell(till: TestTill, kind: string, body: object): void {
  const seq = till.head.seq + 1;
  const op = { v: 1, seq, kind, business_date: TODAY, at_ms: 1000, body };
  till.add(JSON.stringify(op));
}

const basketOf = (parkId: string, name = 'Ann', more: object = {}) => ({
  park_id: parkId,
  name,
  cashier: '104',
  at_ms: PARKED_MS,
  total: 298,
  items: 2,
  currency: 'EUR',
  open: { basket: { lines: [] }, flags: [] },
  ...more,
});
const park = (till: TestTill, parkId: string, name?: string, more?: object): void =>
  tell(till, 'basket-parked', basketOf(parkId, name, more));
const hand = (till: TestTill, parkId: string, to: string, handId: string, name?: string): void =>
  tell(till, 'basket-handed-over', {
    park_id: parkId,
    to,
    hand_id: handId,
    basket: basketOf(parkId, name),
  });
const takeOver = (till: TestTill, handId: string, from: TestTill, parkId: string): void =>
  tell(till, 'basket-taken-over', {
    ...basketOf(handId),
    from: { till: numberOf(from), park_id: parkId },
  });

const told = async (site: typeof a, till: TestTill): Promise<StoreParkedAnswer> =>
  (await till.get<StoreParkedAnswer>(site.url, PATH)).body;
const listed = async (site: typeof a, till: TestTill): Promise<string[]> =>
  (await told(site, till)).parked.map(({ till: at, park_id, name }) => `${at} ${park_id} ${name}`);
const whole = async (site: typeof a, till: TestTill): Promise<ParkedHandedAnswer['handed']> =>
  (await till.get<ParkedHandedAnswer>(site.url, `${PATH}/handed?hands=h,h1,h2,h3`)).body.handed;
const asked = async (site: typeof a, till: TestTill): Promise<ParkedAskedAnswer['asked']> =>
  (await till.get<ParkedAskedAnswer>(site.url, `${PATH}/asked`)).body.asked;
const handed = async (site: typeof a, till: TestTill): Promise<string[]> =>
  (await whole(site, till)).map(({ hand_id, till: by }) => `${hand_id} of ${by}`);

async function ask(site: typeof a, till: TestTill, of: string, parkId: string) {
  const body = Buffer.from(
    JSON.stringify({ till: of, park_id: parkId, hand_id: 'h', left_ms: 9000 }),
  );
  const type = { 'content-type': 'application/json' };
  return till.send<ParkedAskAnswer>(site.url, 'POST', `${PATH}/ask`, body, type);
}

async function sent(till: TestTill, site: typeof a, to: readonly (typeof a)[] = [a, b]) {
  await till.push(site.url);
  for (const one of to) await projected(one, till);
}

async function rebuilt(site: typeof a): Promise<void> {
  const pool = openPool(site.databaseUrl, 1, () => undefined);
  try {
    await rebuildProjections(pool);
  } finally {
    await pool.end();
  }
}

/** B gets what A stores, or does not. */
async function replicates(word: 'ENABLE' | 'DISABLE'): Promise<void> {
  const known = "SELECT subname FROM pg_subscription WHERE subname LIKE 'ev\\_%'";
  for (const { subname } of await sql<{ subname: string }>(b, known))
    await sql(b, `ALTER SUBSCRIPTION ${subname} ${word}`);
}

describe('parked baskets of a store', () => {
  test('PARK4 D2 both sites list what waits at the other tills, until an op of its till takes it off; also after a rebuild; no other store', async () => {
    const [one, two, stranger] = [newTill('0751'), newTill('0751'), newTill('0752')];
    for (const [id, name] of [
      ['p1', 'Ann'],
      ['p2', 'Bob'],
      ['p3', 'Cid'],
    ] as const)
      park(one, id, name);
    tell(one, 'basket-recalled', { park_id: 'p2', cashier: '104' });
    park(two, 'q1', 'Dan');
    tell(two, 'parked-dropped', { park_id: 'q1', cashier: '104' });
    await sent(one, a);
    await sent(two, b);
    const first = numberOf(one);
    for (const site of [a, b]) {
      expect((await listed(site, two)).sort()).toEqual([`${first} p1 Ann`, `${first} p3 Cid`]);
      expect(await listed(site, one)).toEqual([]);
      expect(await listed(site, stranger)).toEqual([]);
    }
    await rebuilt(b);
    expect((await listed(b, two)).sort()).toEqual([`${first} p1 Ann`, `${first} p3 Cid`]);
  });

  test('PARK4 an ask reaches the till that holds it, by its site’s events and by the list, and ends by itself', async () => {
    const [one, two] = [newTill('0753'), newTill('0753')];
    park(one, 'p1');
    await sent(one, a);
    const events = new AbortController();
    const stream = await fetch(new URL('/v1/sync/events', b.url), {
      headers: one.headers('GET', '/v1/sync/events', new Uint8Array()),
      signal: events.signal,
    });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    try {
      expect((await ask(b, two, numberOf(one), 'p1')).status).toBe(200);
      let heard = '';
      while (!heard.includes('event: asked')) heard += (await reader.read()).value ?? '';
      const [told1, ...more] = await asked(b, one);
      expect(more).toEqual([]);
      expect(told1).toMatchObject({ till: numberOf(two), park_id: 'p1', hand_id: 'h' });
      // What is left of it, on nobody's clock.
      expect(told1?.left_ms).toBeGreaterThan(0);
      expect(told1?.left_ms).toBeLessThanOrEqual(9000);
      // At the site that was asked, and never at its peer.
      expect(await asked(a, one)).toEqual([]);
      expect(await asked(b, two)).toEqual([]);
      await sql(b, 'UPDATE parked_asks SET expires_ms = 1 WHERE park_id = $1', ['p1']);
      expect(await asked(b, one)).toEqual([]);
    } finally {
      events.abort();
    }
  });

  test('PARK4 PARK5 handed over at one site, it is the taker’s at both, with all that was in it, until it is taken over', async () => {
    const [one, two, three] = [newTill('0754'), newTill('0754'), newTill('0754')];
    park(one, 'p1', 'Eve');
    hand(one, 'p1', numberOf(two), 'h1', 'Eve');
    await sent(one, a);
    for (const site of [a, b]) {
      expect(await listed(site, two)).toEqual([]);
      expect(await whole(site, two)).toEqual([
        { hand_id: 'h1', till: numberOf(one), park_id: 'p1', body: basketOf('p1', 'Eve') },
      ]);
      expect(await handed(site, three)).toEqual([]);
      expect(await handed(site, one)).toEqual([]);
    }
    await rebuilt(a);
    expect(await handed(a, two)).toEqual([`h1 of ${numberOf(one)}`]);
    takeOver(two, 'h1', one, 'p1');
    await sent(two, b);
    for (const site of [a, b]) {
      expect(await handed(site, two)).toEqual([]);
      // It can be asked for like any.
      expect(await listed(site, three)).toEqual([`${numberOf(two)} h1 Ann`]);
    }
  });

  test('PARK7 nobody lists, asks for or hands over what is not theirs to', async () => {
    const [one, two, three] = [newTill('0755'), newTill('0755'), newTill('0755')];
    const stranger = newTill('0756');
    park(one, 'p1');
    await sent(one, a);
    for (const site of [a, b]) {
      expect(problem(await ask(site, stranger, numberOf(one), 'p1'))).toBe('not-found');
      expect(problem(await ask(site, two, numberOf(one), 'p9'))).toBe('not-found');
      expect(problem(await ask(site, one, numberOf(one), 'p1'))).toBe('not-found');
    }
    // Three tells of a hand-over, and two of a take-over, of what only One may give.
    hand(three, 'p1', numberOf(two), 'h1');
    takeOver(two, 'h2', one, 'p1');
    await sent(three, a);
    await sent(two, b);
    for (const site of [a, b]) {
      expect(await handed(site, two)).toEqual([]);
      expect(await listed(site, three)).toContain(`${numberOf(one)} p1 Ann`);
    }
    // To a till of the same number in another store.
    hand(one, 'p1', numberOf(stranger), 'h3');
    await sent(one, a);
    expect(await handed(a, stranger)).toEqual([]);
  });

  test('PARK4 a copied till that recalled it and handed it over: nobody takes what is sold already', async () => {
    const [one, two] = [newTill('0757'), newTill('0757')];
    park(one, 'p1');
    const copy = one.clone(1);
    hand(one, 'p1', numberOf(two), 'h1');
    tell(copy, 'basket-recalled', { park_id: 'p1', cashier: '104' });
    await one.push(a.url);
    await copy.push(a.url);
    await expect
      .poll(async () => [await handed(a, two), await listed(a, two)], { timeout: 15_000 })
      .toEqual([[], []]);
  });

  test('PARK6 I2 sites that do not hear each other: the ask waits nowhere else, and what is handed over comes later', async () => {
    const [one, two] = [newTill('0758'), newTill('0758')];
    park(one, 'p1');
    await sent(one, a);
    await replicates('DISABLE');
    try {
      // One is at A, two at B: B passes on what nobody there hears.
      expect((await ask(b, two, numberOf(one), 'p1')).status).toBe(200);
      expect(await asked(a, one)).toEqual([]);
      hand(one, 'p1', numberOf(two), 'h1');
      await sent(one, a, [a]);
      expect(await handed(b, two)).toEqual([]);
      expect(await handed(a, two)).toEqual([`h1 of ${numberOf(one)}`]);
    } finally {
      await replicates('ENABLE');
    }
    await projected(b, one);
    expect(await handed(b, two)).toEqual([`h1 of ${numberOf(one)}`]);
  });

  test('PARK7 I8 steps of another shape are quarantined and the rest goes on', async () => {
    const till = newTill('0759');
    park(till, 'x'.repeat(300));
    park(till, 'p1\u0000');
    tell(till, 'basket-handed-over', { park_id: 'p1', to: '../2', hand_id: 'h' });
    tell(till, 'basket-taken-over', basketOf('h'));
    const takenOver = { from: { till: '01', park_id: 'p' }, at_ms: 2 ** 53 - 1 };
    tell(till, 'basket-taken-over', basketOf('h', 'Ann', takenOver));
    park(till, 'p3', 'Ann', { at_ms: 253_402_300_800_000 });
    park(till, 'p4', 'Ann', { total: 1e12 + 1 });
    park(till, 'p5', 'Ann', { items: -1e300 });
    park(till, 'p2', 'Ann', { at_ms: 253_402_300_799_999, total: 1e12, items: 1e12 });
    await sent(till, a, [a]);
    const reasons = 'SELECT reason FROM projection.quarantine WHERE stream_id = $1 ORDER BY seq';
    expect(await sql(a, reasons, [Buffer.from(till.stream, 'base64url')])).toEqual([
      { reason: 'text is too long or holds NUL' },
      { reason: 'text is too long or holds NUL' },
      { reason: 'basket-handed-over has another shape' },
      { reason: 'basket-taken-over has another shape' },
      { reason: 'time is no time' },
      { reason: 'time is no time' },
      { reason: 'amounts beyond all reason' },
      { reason: 'amounts beyond all reason' },
    ]);
    const other = newTill('0759');
    expect(await listed(a, other)).toEqual([`${numberOf(till)} p2 Ann`]);
  });
});
