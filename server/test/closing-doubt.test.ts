import { expect, test } from 'vitest';
import { dayAt, everywhere, tillIn, whole, zOf } from './closing-day.ts';
import { a, b, newTill, pair, projected, reaches } from './shared-pair.ts';
import { NO_Z } from '../../src/domain/cashup/close-shift.ts';
import { TODAY } from './test-sales.ts';
import { ShiftOfTill } from './shift-of-till.ts';

let stores = 930;
/** Each test has a store of its own. */
const newStore = (): string => `0${(stores += 1)}`;

test('CLO6 dom-Z11 a sale of a closed shift told inside the next one stays late when that one closes too', async () => {
  const till = newTill(newStore());
  const one = new ShiftOfTill(till, 's1');
  one.sell(600);
  const last = one.close();
  const two = new ShiftOfTill(till, 's2');
  two.sell(300);
  one.sell(450);
  one.move('paid-in', 20);
  two.sell(10);
  two.close(last);
  await till.push(a.url);
  await whole(till);
  for (const site of [a, b]) {
    const [first, second] = tillIn(await dayAt(site, till), till).shifts;
    expect(first?.late).toMatchObject([{ amount: 450 }, { kind: 'cash-moved', amount: 20 }]);
    expect(second).toMatchObject({ late: [], closings: [{ net: 310 }] });
  }
});

test('CLO6 CLO8 what a copy of the till sold on a branch that no Z closed is an addendum', async () => {
  const till = newTill(newStore());
  const shift = new ShiftOfTill(till, 's1');
  shift.sell(600);
  const twin = till.clone(till.head.seq);
  for (const gross of [50, 60]) shift.sell(gross);
  shift.move('drop', 5);
  shift.close();
  await till.push(a.url);
  shift.till = twin;
  // At the places of a sale and of the drop that the Z counts.
  for (const gross of [9000, 1]) shift.sell(gross);
  shift.move('drop', 7);
  await twin.push(b.url);
  for (const one of [till, twin]) for (const site of [a, b]) await reaches(site, one);
  const late = [{ amount: 9000 }, { amount: 1 }, { kind: 'cash-moved', amount: 7 }];
  for (const site of [a, b]) {
    await expect
      .poll(async () => tillIn(await dayAt(site, till), till).shifts[0]?.late, { timeout: 15_000 })
      .toMatchObject(late);
    expect(zOf(tillIn(await dayAt(site, till), till))).toMatchObject({ net: 710 });
  }
});

test('CLO5 dom-Z13 float, count, who opened, store and signature are those of the ops', async () => {
  const till = newTill(newStore());
  const shift = new ShiftOfTill(till, 's1');
  shift.sell(600);
  shift.count(1);
  shift.count(10_600);
  // Adds up by itself: 4000 in the drawer, 4600 counted.
  shift.close(NO_Z, {
    float: 4000,
    counts: 1,
    pieces: [{ value: 1, count: 4600 }],
    opened_by: '99',
    approver: '7',
    store: '9999',
    tenders: { cash: { expected: 4600, counted: 4600, variance: 0, status: 'ok' } },
    next_float: 4000,
    deposit: 600,
  });
  await till.push(a.url);
  await projected(a, till);
  const { proof } = zOf(tillIn(await dayAt(a, till), till));
  expect(proof.state).toBe('differs');
  expect(proof.differences).toEqual([
    { figure: 'opening.float', told: 4000, found: 10_000 },
    { figure: 'opening.openedBy', told: '99', found: '7' },
    { figure: 'count.counts', told: 1, found: 2 },
    { figure: 'count.pieces.0.count', told: 4600, found: 10_600 },
    { figure: 'approver', told: '7', found: 'who counted' },
  ]);
  expect(proof.faults).toEqual([`it says that it is of store 9999, till ${till.identity.till}`]);
});

test('CLO5 CUP10 vec-cashup-U5 a count that was far off stands on the page however right the last one is; a Z that says otherwise differs', async () => {
  const till = newTill(newStore());
  const shift = new ShiftOfTill(till, 's1');
  shift.sell(600);
  shift.count(1);
  shift.count(10_600);
  const off = { expected: 10_600, counted: 1, variance: -10_599 };
  const last = shift.close();
  const two = new ShiftOfTill(till, 's2');
  two.sell(100);
  two.count(1);
  two.count(10_100);
  // Its own word for both is that all was well, and of the first count there is none.
  const fine = { expected: 10_100, counted: 10_100, variance: 0, status: 'review' as const };
  two.close(last, { tenders: { cash: fine }, all_counts: [] });
  await till.push(a.url);
  await everywhere(till);
  const day = await dayAt(a, till);
  const [one, other] = tillIn(day, till).shifts.map(({ closings }) => closings[0]);
  expect(one).toMatchObject({
    counts: 2,
    all_counts: [{ tenders: { cash: { ...off, status: 'approve' } } }, {}],
    thresholds: { default: { review: 200, approve: 1000 } },
  });
  expect(other?.proof.differences).toContainEqual({
    figure: 'tenders.cash.status',
    told: 'review',
    found: 'ok',
  });
  const left = other?.proof.differences.map(({ figure }) => figure);
  expect(left).toContain('count.each.0');
  // The store's worst is what its limits say, not what the till says of itself.
  expect(day.sums).toMatchObject([{ worst_status: 'ok' }]);
  const at = new URL(`/status/day?store=${till.identity.store}&day=${TODAY}`, a.url);
  const headers = { authorization: `Bearer ${pair.adminToken}` };
  const page = await (await fetch(at, { headers })).text();
  expect(page).toContain('Counted before, and off');
  expect(page).toContain('needs approval');
});

test('CLO7 dom-Z1 dom-Z3 a second first Z, and two Zs after the same one, are told', async () => {
  const till = newTill(newStore());
  const closed = (shiftId: string, last = NO_Z) => {
    const shift = new ShiftOfTill(till, shiftId);
    shift.sell(100);
    return shift.close(last);
  };
  const last = closed('s1');
  closed('s2');
  closed('s3', last);
  closed('s4', last);
  await till.push(a.url);
  await projected(a, till);
  const faults = tillIn(await dayAt(a, till), till).shifts.map(
    ({ closings }) => closings[0]?.proof.faults,
  );
  expect(faults).toEqual([
    [],
    ['Z 1 of shift s1 follows the same Z'],
    [],
    ['Z 2 of shift s3 follows the same Z'],
  ]);
});

test('CLO4 CLO7 of two Zs above one hole the second finds the first, and is not said to differ', async () => {
  const till = newTill(newStore());
  const one = new ShiftOfTill(till, 's1');
  for (const gross of [600, 50]) one.sell(gross);
  const last = one.close();
  const two = new ShiftOfTill(till, 's2');
  two.sell(300);
  two.close(last);
  await till.push(a.url, till.ops.slice(0, 2));
  await till.push(a.url, till.ops.slice(3));
  const day = tillIn(await dayAt(a, till), till);
  expect(zOf(day, 0).proof.state).toBe('missing');
  expect(zOf(day, 1).proof).toMatchObject({ faults: [], differences: [] });
  expect(zOf(day, 1).proof.state).not.toBe('differs');
});
