import { describe, expect, test } from 'vitest';
import { verifyClose } from '../../tools/demo/verify-close.ts';
import { openPool } from '../src/db/pool.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { dayAt, everywhere, tillIn, whole, zOf } from './closing-day.ts';
import { a, b, newTill, pair, problem, projected, reaches, sql } from './shared-pair.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import { saleLine, TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

type Site = typeof a;
let stores = 6100;
/** Each test has a store of its own, and of this file alone: others use the same pair of sites. */
const newStore = (): string => `${(stores += 1)}`;

/** A day of three sales, a drop and two counts; 200 short. */
function busyShift(till: TestTill, shiftId = `s-${till.identity.tillId}`): ShiftOfTill {
  const shift = new ShiftOfTill(till, shiftId);
  for (const gross of [600, 700, 800]) shift.sell(gross);
  shift.move('drop', 1000);
  shift.count(1);
  shift.count(10_900);
  return shift;
}

describe('the end of a day at head office', () => {
  test('CLO1 CLO3 a Z is whole when both sites hold all it counts and find every figure again', async () => {
    const till = newTill(newStore());
    busyShift(till).close();
    await till.push(a.url);
    await whole(till);
    for (const site of [a, b]) {
      const answer = await dayAt(site, till);
      expect(answer).toMatchObject({ day: TODAY, store: till.identity.store, is_complete: true });
      expect(answer.sums).toEqual([
        {
          currency: 'EUR',
          net: 2100,
          deposit: 900,
          variance: { cash: -200 },
          worst_status: 'ok',
        },
      ]);
      const [shift] = tillIn(answer, till).shifts;
      expect(shift).toMatchObject({ state: 'closed', counts: 2, opened_by: '7', late: [] });
      expect(zOf(tillIn(answer, till))).toMatchObject({
        z_no: 1,
        net: 2100,
        tenders: { cash: { expected: 11_100, counted: 10_900, variance: -200, status: 'ok' } },
        proof: { documents: 3, differences: [], faults: [], waiting: [] },
      });
    }
  });

  test('CLO2 a till is open, then counted, then closed; one that told of no shift is silent', async () => {
    const store = newStore();
    const [till, quiet] = [newTill(store), newTill(store)];
    quiet.add(saleLine(quiet, 100, { body: { closed_ms: Date.parse(TODAY) } }));
    await quiet.push(a.url);
    const shift = new ShiftOfTill(till, 's1');
    const stateNow = async (): Promise<string[]> => {
      await till.push(a.url);
      await projected(a, till);
      return (await dayAt(a, till)).tills.map(({ state }) => state);
    };
    await projected(a, quiet);
    expect(await stateNow()).toEqual(['open', 'silent']);
    shift.count(10_000);
    expect(await stateNow()).toEqual(['counted', 'silent']);
    shift.close();
    expect(await stateNow()).toEqual(['closed', 'silent']);
  });

  test('CLO4 what is missing is named: ops by their place, documents by their number', async () => {
    const till = newTill(newStore());
    const shift = busyShift(till);
    shift.close();
    // The second sale and the drop never arrived.
    const gone = [3, 5];
    await till.push(a.url, till.ops.slice(0, 2));
    await till.push(a.url, till.ops.slice(3, 4));
    await till.push(a.url, till.ops.slice(5));
    // A hole stops the read models: the Z above it says what it waits for.
    const answer = await dayAt(a, till);
    expect(answer.is_complete).toBe(false);
    expect(zOf(tillIn(answer, till)).proof).toMatchObject({
      state: 'missing',
      documents: 3,
      missing: {
        ops: gone.map((seq) => ({ stream: till.stream, from_seq: seq, to_seq: seq })),
        documents: 1,
        numbers: [`${till.identity.store}-${till.identity.till}-A-000003`],
      },
      differences: [],
    });
    await till.push(a.url);
    await whole(till);
  });

  test('CLO5 a figure that its ops do not add up to is named, with what was told and found', async () => {
    const till = newTill(newStore());
    const shift = busyShift(till);
    const z = shift.z();
    const figures = { ...z.figures, drawer_openings: 7, net: z.figures.net + 5 };
    shift.close(undefined, { figures, deposit: z.deposit + 1 });
    await till.push(a.url);
    await projected(a, till);
    const { proof } = zOf(tillIn(await dayAt(a, till), till));
    expect(proof.state).toBe('differs');
    expect(proof.differences).toEqual([
      { figure: 'figures.net', told: 2105, found: 2100 },
      { figure: 'figures.drawer_openings', told: 7, found: 0 },
      { figure: 'cash.deposit', told: 901, found: 900 },
    ]);
    expect((await dayAt(a, till)).is_complete).toBe(false);
  });

  test('CLO6 peers-30 dom-Z11 what comes after the Z is an addendum, and changes nothing of it', async () => {
    const till = newTill(newStore());
    const shift = busyShift(till);
    const last = shift.close();
    const next = new ShiftOfTill(till, 's-next');
    next.sell(300);
    await till.push(a.url);
    await whole(till);
    const before = zOf(tillIn(await dayAt(a, till), till));
    shift.sell(450);
    shift.move('paid-in', 20);
    await till.push(a.url);
    await everywhere(till);
    for (const site of [a, b]) {
      const [first, second] = tillIn(await dayAt(site, till), till).shifts;
      expect(first?.late).toMatchObject([
        { kind: 'sale', amount: 450, currency: 'EUR', seq: till.head.seq - 1 },
        { kind: 'cash-moved', amount: 20, doc_no: '' },
      ]);
      expect(second?.late).toEqual([]);
    }
    expect(zOf(tillIn(await dayAt(a, till), till))).toEqual(before);
    // The next shift's Z goes on from it and does not count what was late.
    next.close(last);
    await till.push(a.url);
    await everywhere(till);
    await expect
      .poll(async () => zOf(tillIn(await dayAt(b, till), till), 1).proof.state, { timeout: 15_000 })
      .toBe('whole');
    expect(zOf(tillIn(await dayAt(b, till), till), 1)).toMatchObject({ z_no: 2, net: 300 });
  });

  test('CLO6 dom-Z11 an op of yesterday that comes after the close stays in yesterday', async () => {
    const till = newTill(newStore());
    const yesterday = new Date(Date.parse(TODAY) - 86_400_000).toISOString().slice(0, 10);
    const shift = new ShiftOfTill(till, 'night', yesterday);
    shift.sell(500);
    shift.close();
    shift.sell(70);
    await till.push(b.url);
    await everywhere(till);
    expect((await dayAt(a, till)).tills.map(({ state }) => state)).toEqual(['silent']);
    const [night] = tillIn(await dayAt(a, till, yesterday), till).shifts;
    expect(night).toMatchObject({ state: 'closed', late: [{ amount: 70 }] });
    expect(night?.closings[0]).toMatchObject({ net: 500, business_date: yesterday });
  });

  test('CLO7 dom-Z1 a Z that does not follow the one before it is told', async () => {
    const till = newTill(newStore());
    const first = busyShift(till);
    const last = first.close();
    const second = new ShiftOfTill(till, 's2');
    second.sell(100);
    second.close({ ...last, zNo: 5, grand: { sales: 1, reductions: 0, net: 1 } });
    await till.push(a.url);
    await projected(a, till);
    const { proof } = zOf(tillIn(await dayAt(a, till), till), 1);
    expect(proof.faults).toEqual(['Z 6 follows Z 1']);
    expect(proof.differences.map(({ figure }) => figure)).toEqual(['grand.sales', 'grand.net']);
  });

  test('CLO8 two copies of a till close one shift: both Zs stand there, each with its own branch', async () => {
    const till = newTill(newStore());
    const shift = busyShift(till);
    const twin = till.clone(till.head.seq);
    shift.sell(50);
    shift.close();
    await till.push(a.url);
    shift.till = twin;
    shift.sell(9000);
    shift.close();
    await twin.push(b.url);
    for (const one of [till, twin]) for (const site of [a, b]) await reaches(site, one);
    const said = async (site: Site) => {
      const answer = await dayAt(site, till);
      const closings = tillIn(answer, till).shifts[0]?.closings ?? [];
      const zs = closings.map(({ net, proof }) => `${net} ${proof.state}`).toSorted();
      return { zs, is_complete: answer.is_complete };
    };
    // Until a site has walked both branches it knows of one.
    for (const site of [a, b])
      await expect
        .poll(() => said(site), { timeout: 15_000 })
        .toEqual({ zs: ['11100 whole', '2150 whole'], is_complete: false });
  });

  test('CLO9 I8 nonsense about shifts is set aside, stops nobody, and a rebuild finds the same', async () => {
    const till = newTill(newStore());
    const odd = new ShiftOfTill(till, 'odd');
    odd.tell('cash-moved', { amount: -5 });
    odd.tell('shift-closed', { z_no: 0 });
    odd.tell('shift-counted', {
      shift_id: 'n\0l',
      count: 1,
      pieces: [],
      other: {},
      cashier: '7',
      at_ms: 1,
    });
    odd.move('drop', Number.MAX_SAFE_INTEGER);
    const shift = new ShiftOfTill(till, 's1');
    shift.sell(200);
    const { figures } = shift.z();
    shift.tell('shift-closed', { ...shift.z(), shift_id: 'odd', deposit: 2 ** 52 });
    shift.tell('shift-closed', {
      ...shift.z(),
      shift_id: 'odd',
      figures: { ...figures, net: 2 ** 52 },
    });
    // Of a basket that is none nothing is known but that it was given up.
    shift.tell('basket-cancelled', { voids: [null, { qty_milli: 'many' }] });
    shift.close();
    await till.push(a.url);
    await whole(till);
    const stream = [Buffer.from(till.stream, 'base64url')];
    const aside = 'SELECT seq, reason FROM projection.quarantine WHERE stream_id = $1 ORDER BY seq';
    expect(await sql(a, aside, stream)).toEqual([
      { seq: '2', reason: 'cash-moved has another shape' },
      { seq: '3', reason: 'shift-closed has another shape' },
      { seq: '4', reason: 'text is too long' },
      ...['5', '8', '9'].map((seq) => ({ seq, reason: 'amounts beyond all reason' })),
    ]);
    const before = await dayAt(a, till);
    const pool = openPool(a.databaseUrl, 1, () => undefined);
    await rebuildProjections(pool);
    await pool.end();
    expect(await dayAt(a, till)).toEqual(before);
  });

  test('CLO10 a store sees its own day and no other, and a day that is none is refused', async () => {
    const [till, other] = [newTill(newStore()), newTill(newStore())];
    busyShift(till).close();
    await till.push(a.url);
    await projected(a, till);
    expect((await dayAt(a, other)).tills.map((one) => one.till)).not.toContain(till.identity.till);
    const odd = await till.get(a.url, '/v1/store/day?day=2025-02-30');
    expect([odd.status, problem(odd)]).toEqual([400, 'malformed-request']);
  });

  test('CLO11 the page of a day shows each till, its counts and its proof', async () => {
    const till = newTill(newStore());
    busyShift(till).close();
    await till.push(a.url);
    await whole(till);
    const page = await fetch(
      new URL(`/status/day?store=${till.identity.store}&day=${TODAY}`, a.url),
      { headers: { authorization: `Bearer ${pair.adminToken}` } },
    );
    const text = await page.text();
    expect(text).toContain(
      'All 3 documents are here, at both sites; every figure is that of the Z.',
    );
    expect(text).toContain('-2.00 EUR');
    const bare = await fetch(
      new URL(`/status/day?store=${till.identity.store}&day=${TODAY}`, a.url),
    );
    expect(bare.status).toBe(401);
  });

  test('CLO12 both logs are added up anew, each by itself, without what the read models say', async () => {
    const till = newTill(newStore());
    const last = busyShift(till).close();
    const second = new ShiftOfTill(till, 's2');
    second.sell(100);
    second.close(last, { figures: { ...second.z(last).figures, copies: 3 } });
    await till.push(a.url);
    await everywhere(till);
    const sites = [
      { id: 'A', databaseUrl: a.databaseUrl },
      { id: 'B', databaseUrl: b.databaseUrl },
    ];
    const { store } = till.identity;
    const zs = await verifyClose({ region: pair.region, store, day: TODAY, sites });
    const wrong = (site: string) => `site ${site}: figures.copies: the Z says 3, its ops say 0`;
    expect(zs).toMatchObject([
      { z_no: 1, documents: 3, net: 2100, currency: 'EUR', wrong: [] },
      { z_no: 2, documents: 1, net: 100, wrong: [wrong('A'), wrong('B')] },
    ]);
    expect(await verifyClose({ region: pair.region, store, day: '2020-01-01', sites })).toEqual([]);
  });
});
