import { expect, test } from 'vitest';
import { closingOf } from '../src/features/fiscal/read-closings.ts';
import { dayAt, everywhere, tillIn, zOf } from './closing-day.ts';
import { a, b, newTill, projected } from './shared-pair.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import { TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

/** Two cashiers with a drawer each at one till, selling in turn. */
function twoDrawers(till: TestTill): { ada: ShiftOfTill; eva: ShiftOfTill } {
  const ada = new ShiftOfTill(till, 's-ada', TODAY, { drawer: 'own' });
  const eva = new ShiftOfTill(till, 's-eva', TODAY, {
    drawer: 'own',
    cashier: '9',
    open_beside: 1,
    float: 5000,
  });
  ada.sell(600);
  eva.sell(700);
  ada.move('drop', 1000);
  eva.tell('receipt-copied', { doc_id: 'd', doc_no: 'n', copy: 1, cashier: '9' });
  ada.sell(800);
  eva.sell(50);
  return { ada, eva };
}

test('CLO16 dom-Z9 drawers that are open beside each other: each Z is whole at both sites by its own ops, and the day lists each with whose it is', async () => {
  const till = newTill('0861');
  const { ada, eva } = twoDrawers(till);
  ada.count(10_400);
  const last = ada.close();
  await till.push(a.url);
  await projected(a, till);
  const half = tillIn(await dayAt(a, till), till);
  expect(half).toMatchObject({ state: 'open' });
  expect(half.shifts.map(({ opened_by: by, state }) => [by, state])).toEqual([
    ['7', 'closed'],
    ['9', 'open'],
  ]);
  eva.sell(1);
  eva.count(5751);
  eva.close(last);
  await till.push(a.url);
  await everywhere(till);
  for (const site of [a, b]) {
    await expect
      .poll(async () => (await dayAt(site, till)).is_complete, { timeout: 15_000 })
      .toBe(true);
    const answer = await dayAt(site, till);
    expect(answer.sums).toMatchObject([{ net: 2151, variance: { cash: 0 } }]);
    const told = tillIn(answer, till);
    expect(told.shifts.map(({ late }) => late)).toEqual([[], []]);
    expect([zOf(told, 0), zOf(told, 1)]).toMatchObject([
      {
        z_no: 1,
        opened_by: '7',
        drawer: 'own',
        net: 1400,
        proof: { state: 'whole', documents: 2 },
      },
      { z_no: 2, opened_by: '9', drawer: 'own', net: 751, proof: { state: 'whole', documents: 3 } },
    ]);
  }
});

test('CLO16 CLO4 dom-Z9 a document of one drawer that is missing is named, and none that was sold beside it', async () => {
  const till = newTill('0862');
  const { ada } = twoDrawers(till);
  ada.count(10_400);
  ada.close();
  // Her second sale never arrived; what was sold from the other drawer did.
  const gone = till.ops.filter(({ raw }) => String(Buffer.from(raw)).includes('"kind":"sale"'))[2];
  await till.push(a.url, till.ops.slice(0, (gone?.seq ?? 0) - 1));
  await till.push(a.url, till.ops.slice(gone?.seq));
  const { proof } = zOf(tillIn(await dayAt(a, till), till));
  const { store, till: no } = till.identity;
  expect(proof).toMatchObject({
    state: 'missing',
    missing: {
      ops: [{ from_seq: gone?.seq, to_seq: gone?.seq }],
      documents: 1,
    },
  });
  const numbered = (seq = 0): string => `${store}-${no}-A-${String(seq).padStart(6, '0')}`;
  expect(proof.missing.numbers).toContain(numbered(gone?.seq));
  // Hers and not his: it stands between her first and her last one.
  expect(proof.missing.numbers).not.toContain(numbered(4));
});

test('CLO16 dom-Z9 CLO5 a Z that is silent about whose drawer it was differs', async () => {
  const till = newTill('0863');
  const { ada } = twoDrawers(till);
  ada.count(10_400);
  const { drawer: _silent, ...z } = ada.z();
  ada.tell('shift-closed', z);
  await till.push(a.url);
  await projected(a, till);
  const { proof } = zOf(tillIn(await dayAt(a, till), till));
  expect(proof.differences).toEqual([{ figure: 'opening.drawer', told: null, found: 'own' }]);
});

test('DSF4 dom-Z9 a closing of the books holds the receipts of its own drawer and no other', () => {
  const till = newTill('0864');
  const { ada, eva } = twoDrawers(till);
  ada.count(10_400);
  eva.count(5750);
  const ops = till.ops.map(({ seq, opId, raw }) => ({
    stream: till.stream,
    seq,
    opId,
    raw: Buffer.from(raw),
  }));
  const aside: string[] = [];
  const of = (shift: ShiftOfTill) =>
    closingOf(shift.z() as never, 99, ops, (why) => aside.push(why));
  const receipts = (shift: ShiftOfTill) =>
    of(shift).bons.filter(({ typ }) => typ === 'Beleg').length;
  // The float, two sales, a drop, and what is taken out at the close.
  expect([receipts(ada), receipts(eva), aside]).toEqual([5, 4, []]);
});
