import { beforeAll, describe, expect, test } from 'vitest';
import type { ValueAnswer, ValueAsk } from '../../src/contracts/stored-value.ts';
import { openPool, type Pool } from '../src/db/pool.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { lostValue } from '../src/features/stored-value/lost-value.ts';
import { a, b, newTill, pair, problem, projected, sql } from './shared-pair.ts';
import { saleLine } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

const STORE = '0735';
const OTHER = '0736';
const one = newTill(STORE);
const two = newTill(OTHER);
const sites = [a, b];

const code = (letter: string, ending = '0042'): string => `${letter.repeat(22)}.${ending}`;
const redemption = (name: string): string => name.padEnd(22, '0');

async function ask(till: TestTill, site: typeof a, more: Partial<ValueAsk> & { code: string }) {
  const body = Buffer.from(JSON.stringify({ currency: 'EUR', ...more }));
  const type = { 'content-type': 'application/json' };
  return till.send<ValueAnswer>(site.url, 'POST', '/v1/store/stored-value', body, type);
}

/** A sale that puts value on a card, for cash. */
const loaded = (till: TestTill, card: string, amount: number): void => {
  const sold = JSON.parse(saleLine(till, amount)) as { body: { lines: object[] } };
  const [line] = sold.body.lines;
  const untaxed = { net: amount, tax: {}, stored_value: { type: 'gift-card', code: card } };
  const body = {
    lines: [{ ...line, ...untaxed }],
    taxes: [],
    tax_totals: [],
    totals: { net: amount, tax: 0, gross: amount },
  };
  till.add(saleLine(till, amount, { body }));
};

/** A sale paid by a card. */
const paid = (
  till: TestTill,
  card: string,
  amount: number,
  name: string,
  more: object = {},
): void => {
  const money = { tendered: amount, amount, change: 0 };
  const tender = { type: 'gift-card', ...money, code: card, redemption: redemption(name), ...more };
  till.add(saleLine(till, amount, { body: { tenders: [tender] } }));
};

/** What both sites say of a card, once they say the same as expected. */
async function bothSay(card: string, said: object): Promise<void> {
  for (const site of sites) {
    await expect
      .poll(async () => (await ask(one, site, { code: card })).body, { timeout: 15_000 })
      .toMatchObject(said);
  }
}

async function withPools<T>(run: (pools: readonly Pool[]) => Promise<T>): Promise<T> {
  const pools = sites.map(({ databaseUrl }) => openPool(databaseUrl, 1, () => undefined));
  try {
    return await run(pools);
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
  }
}

const CARD = code('C');

beforeAll(async () => {
  loaded(one, CARD, 5000);
  await one.push(a.url);
  await Promise.all(sites.map((site) => projected(site, one)));
});

describe('SV1 dom-G1: head office says what is on a card', () => {
  test('both sites say the same, in every store of the region, and nothing of a card nobody loaded', async () => {
    await bothSay(CARD, { known: true, balance: 5000, available: 5000, reserved: 0 });
    expect((await ask(two, b, { code: CARD })).body).toMatchObject({ balance: 5000 });
    expect((await ask(two, a, { code: code('D') })).body).toMatchObject({
      known: false,
      balance: 0,
    });
    // Another currency is another account.
    expect((await ask(one, a, { code: CARD, currency: 'USD' })).body.known).toBe(false);
  });

  test('only a till of the region is told, and a number is no code', async () => {
    const path = new URL('/v1/store/stored-value', a.url);
    expect((await fetch(path, { method: 'POST', body: '{}' })).status).toBe(400);
    expect((await ask(one, a, { code: '0960123456789012' })).status).toBe(400);
  });
});

describe('SV2: what a till is about to take is kept for it, at one site and for a while', () => {
  test('a second till gets what is left; let go, all of it; asked twice it is kept once', async () => {
    const mine = { code: CARD, redemption: redemption('mine') };
    const first = await ask(one, a, { ...mine, amount: 4000 });
    expect(first.body).toMatchObject({ balance: 5000, available: 5000, reserved: 4000 });
    expect((await ask(one, a, { ...mine, amount: 4000 })).body.reserved).toBe(4000);
    const theirs = { code: CARD, redemption: redemption('theirs') };
    expect((await ask(two, a, { ...theirs, amount: 4000 })).body).toMatchObject({
      available: 1000,
      reserved: 0,
    });
    expect((await ask(two, a, { ...theirs, amount: 1000 })).body.reserved).toBe(1000);
    await ask(one, a, mine);
    expect((await ask(two, a, { code: CARD })).body.available).toBe(4000);
    await ask(two, a, theirs);
    expect((await ask(one, a, { code: CARD })).body.available).toBe(5000);
  });

  test('two tills at once never get more than there is', async () => {
    const asks = Array.from({ length: 8 }, (_, n) =>
      ask(n % 2 === 0 ? one : two, a, {
        code: CARD,
        redemption: redemption(`r${n}`),
        amount: 2000,
      }),
    );
    const got = (await Promise.all(asks)).reduce((sum, { body }) => sum + body.reserved, 0);
    expect(got).toBe(4000);
    await sql(a, 'DELETE FROM value_reservations WHERE code = $1', [CARD]);
  });

  test('what came with its sale is counted once, not kept beside it', async () => {
    const card = code('E');
    loaded(one, card, 3000);
    await one.push(a.url);
    await projected(a, one);
    await ask(one, a, { code: card, redemption: redemption('sale'), amount: 1000 });
    paid(one, card, 1000, 'sale');
    await one.push(a.url);
    await bothSay(card, { balance: 2000, available: 2000 });
  });

  test('one that is over keeps nothing', async () => {
    await ask(one, a, { code: CARD, redemption: redemption('old'), amount: 5000 });
    await sql(
      a,
      "UPDATE value_reservations SET expires_at = now() - interval '1 s' WHERE code = $1",
      [CARD],
    );
    expect((await ask(two, a, { code: CARD })).body.available).toBe(5000);
  });
});

describe('SV3 dom-G1: a shortfall is a loss of the store, never a failed sale', () => {
  test('the same value taken at both sites: both sales stand, the later one is the loss, alike at both sites and rebuilt', async () => {
    const card = code('F', '4711');
    loaded(one, card, 5000);
    await one.push(a.url);
    await Promise.all(sites.map((site) => projected(site, one)));
    // Each till asks the site it reaches; neither site knows what the other one keeps.
    expect(
      (await ask(one, a, { code: card, redemption: redemption('at-a'), amount: 4000 })).body
        .reserved,
    ).toBe(4000);
    expect(
      (await ask(two, b, { code: card, redemption: redemption('at-b'), amount: 4000 })).body
        .reserved,
    ).toBe(4000);
    paid(one, card, 4000, 'at-a');
    await one.push(a.url);
    const late = { closed_ms: 1_795_000_000_000 };
    const money = { tendered: 4000, amount: 4000, change: 0 };
    const tender = { type: 'gift-card', ...money, code: card, redemption: redemption('at-b') };
    two.add(saleLine(two, 4000, { body: { ...late, tenders: [{ ...tender, offline: true }] } }));
    await two.push(b.url);
    await bothSay(card, { balance: -3000, available: -3000 });
    await withPools(async (pools) => {
      const lost = async (pool: Pool) =>
        (await lostValue(pool)).filter(({ ending }) => ending === '4711');
      const expected = [
        {
          store: OTHER,
          doc_no: `${two.identity.till}-A-1`,
          business_date: expect.any(String),
          type: 'gift-card',
          ending: '4711',
          currency: 'EUR',
          amount: 3000,
          is_offline: true,
        },
      ];
      for (const pool of pools) expect(await lost(pool)).toEqual(expected);
      const [pool] = pools;
      if (pool !== undefined) await rebuildProjections(pool);
      for (const again of pools) expect(await lost(again)).toEqual(expected);
    });
    const page = await fetch(new URL('/status/live', b.url), {
      headers: { authorization: `Bearer ${pair.adminToken}` },
    });
    expect(await page.text()).toContain('Taken from cards beyond their balance');
  });

  test('GIFT4: one redemption told by two documents is taken once', async () => {
    const card = code('G');
    loaded(one, card, 2000);
    paid(one, card, 500, 'twice');
    paid(one, card, 500, 'twice');
    await one.push(a.url);
    await bothSay(card, { balance: 1500 });
  });

  test('I8: a code that no column takes quarantines its document and stops nobody', async () => {
    const till = newTill(STORE);
    paid(till, 'N\0', 500, 'nul');
    loaded(till, code('H'), 700);
    await till.push(a.url);
    await bothSay(code('H'), { balance: 700 });
    const held = await sql(
      a,
      'SELECT seq, reason FROM projection.quarantine WHERE stream_id = $1',
      [Buffer.from(till.stream, 'base64url')],
    );
    expect(held).toEqual([{ seq: '1', reason: 'text holds NUL' }]);
  });
});

describe('SV7 VOUCH4 dom-G1: a paper voucher pays once over all tills and sites', () => {
  const FACE = { face: 1000 };
  const used = (till: TestTill, voucher: string, name: string, more: object = {}): void =>
    paid(till, voucher, 800, name, { type: 'voucher', ...FACE, ...more });

  test('its value is there until a document used it, whole, whatever that paid; kept for one till at a time', async () => {
    const [first, second] = [newTill(STORE), newTill(OTHER)];
    const voucher = code('V', '0815');
    const asked = { code: voucher, amount: 1000, ...FACE };
    const mine = { ...asked, redemption: redemption('first') };
    expect((await ask(first, a, mine)).body).toMatchObject({ known: true, reserved: 1000 });
    const theirs = { ...asked, redemption: redemption('second') };
    expect((await ask(second, a, theirs)).body).toMatchObject({ balance: 1000, available: 0 });
    used(first, voucher, 'first');
    await first.push(a.url);
    for (const site of sites) {
      await expect
        .poll(async () => (await ask(second, site, theirs)).body, { timeout: 15_000 })
        .toMatchObject({ known: true, balance: 0, reserved: 0 });
    }
  });

  test('used at both sites while they were apart: both sales stand, the later one is a loss, also rebuilt', async () => {
    const [first, second] = [newTill(STORE), newTill(OTHER)];
    const voucher = code('W', '0816');
    used(first, voucher, 'one');
    used(second, voucher, 'other', { offline: true });
    await Promise.all([second.push(b.url), first.push(a.url)]);
    await bothSay(voucher, { balance: -1000 });
    const loss = [expect.objectContaining({ type: 'voucher', amount: 1000 })];
    await withPools(async (pools) => {
      for (const pool of pools) {
        const lost = async () => (await lostValue(pool)).filter(({ ending }) => ending === '0816');
        expect(await lost()).toEqual(loss);
        await rebuildProjections(pool);
        expect(await lost()).toEqual(loss);
      }
    });
  });
});

test('SV6 CRED3 dom-I7: credit that a return gave is on its code at both sites before and after its spending is told, and rebuilt', async () => {
  const [gives, spends] = [newTill(STORE), newTill(OTHER)];
  const card = code('K');
  // What spends it comes first at the other site: then it is below nothing for a while.
  paid(spends, card, 700, 'spends');
  await spends.push(b.url);
  await bothSay(card, { known: true, balance: -700 });
  const money = { tendered: -2000, amount: -2000, change: 0 };
  const tender = { type: 'store-credit', ...money, code: card, redemption: redemption('gives') };
  const plain = JSON.parse(saleLine(gives, -2000)) as { body: { lines: object[] } };
  const lines = [{ ...plain.body.lines[0], qty_milli: -1000, unit_price: 2000 }];
  gives.add(saleLine(gives, -2000, { body: { lines, tenders: [tender] } }));
  await gives.push(a.url);
  await bothSay(card, { known: true, balance: 1300, available: 1300 });
  await withPools(async (pools) => {
    for (const pool of pools) await rebuildProjections(pool);
  });
  await bothSay(card, { known: true, balance: 1300 });
});

test('SV5 dom-I7: turnover is without what was put on cards, alike at both sites and rebuilt', async () => {
  const till = newTill(STORE);
  const card = code('J');
  loaded(till, card, 5000);
  paid(till, card, 1200, 'spent');
  await till.push(a.url);
  const id = Buffer.from(till.stream, 'base64url');
  const sums = async (site: typeof a) =>
    sql(
      site,
      `SELECT d.documents::int, d.gross::int, d.loaded::int, d.qty_milli::int,
              sum(h.gross)::int AS hours, sum(h.loaded)::int AS loaded_hours
         FROM projection.day_sums d JOIN projection.sales_by_hour h USING (stream_id)
        WHERE stream_id = $1 GROUP BY d.stream_id, d.business_date, d.currency`,
      [id],
    );
  const expected = [
    {
      documents: 2,
      gross: 1200,
      loaded: 5000,
      qty_milli: 1000,
      hours: 1200,
      loaded_hours: 5000,
    },
  ];
  for (const site of sites)
    await expect.poll(async () => sums(site), { timeout: 15_000 }).toEqual(expected);
  await withPools(async (pools) => {
    for (const pool of pools) await rebuildProjections(pool);
  });
  for (const site of sites) expect(await sums(site)).toEqual(expected);
});

test('SV4: who asks for cards that nobody knows, one after the other, has to wait', async () => {
  const till = newTill(STORE);
  const answers = [];
  // Each app server counts for itself.
  for (let n = 0; n < 100; n += 1) {
    const letters = `${String(n).padStart(3, '0')}${'Z'.repeat(19)}`;
    answers.push(await ask(till, a, { code: `${letters}.0001` }));
  }
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.map(problem)).toContain('overloaded');
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  // Other tills pay on.
  expect((await ask(two, a, { code: CARD })).status).toBe(200);
});
