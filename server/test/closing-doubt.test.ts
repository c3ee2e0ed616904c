import { expect, test } from 'vitest';
import { dayAt, tillIn, whole, zOf } from './closing-day.ts';
import { a, b, newTill, reaches } from './shared-pair.ts';
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
