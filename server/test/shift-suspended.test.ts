import { expect, test } from 'vitest';
import { dayAt, tillIn, whole, zOf } from './closing-day.ts';
import { a, b, newTill, pair, projected } from './shared-pair.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import { TODAY } from './test-sales.ts';

const AT = Date.parse(TODAY) + 5000;

test('CLO15 dom-Z9 a suspended shift says who locked it until somebody takes it over; its Z is whole and names both', async () => {
  const till = newTill('0841');
  const shift = new ShiftOfTill(till, 's1');
  shift.sell(600);
  shift.tell('shift-suspended', { cashier: '7', at_ms: AT });
  await till.push(a.url);
  await projected(a, till);
  const open = tillIn(await dayAt(a, till), till);
  expect(open).toMatchObject({ state: 'open', shifts: [{ suspended_by: '7' }] });
  const page = await fetch(new URL(`/status/day?store=0841&day=${TODAY}`, a.url), {
    headers: { authorization: `Bearer ${pair.adminToken}` },
  });
  expect(await page.text()).toContain('open, suspended by 7');
  shift.tell('shift-resumed', { cashier: '9', counted: 10_590, at_ms: AT + 1 });
  shift.sell(50);
  shift.count(10_650);
  shift.close();
  await till.push(a.url);
  await whole(till);
  for (const site of [a, b]) {
    const told = tillIn(await dayAt(site, till), till);
    expect(told.shifts[0]).not.toHaveProperty('suspended_by');
    expect(zOf(told).handovers).toEqual([
      { what: 'suspended', cashier: '7', at_ms: AT },
      { what: 'resumed', cashier: '9', at_ms: AT + 1, counted: 10_590, expected: 10_600 },
    ]);
  }
});

test('CLO5 CLO15 a Z that is silent about a handover differs; nonsense about one is set aside', async () => {
  const till = newTill('0842');
  const shift = new ShiftOfTill(till, 's1');
  shift.tell('shift-suspended', { cashier: '7', at_ms: AT });
  shift.tell('shift-resumed', { cashier: '9', at_ms: AT });
  shift.count(10_000);
  const { handovers: _silent, ...z } = shift.z();
  shift.tell('shift-closed', z);
  await till.push(a.url);
  await projected(a, till);
  const { proof } = zOf(tillIn(await dayAt(a, till), till));
  expect(proof.state).toBe('differs');
  expect(proof.differences.map(({ figure }) => figure)).toEqual(['handovers.0', 'handovers.1']);
  const odd = newTill('0843');
  const other = new ShiftOfTill(odd, 's1');
  other.tell('shift-resumed', { cashier: '9', counted: -1, at_ms: AT });
  other.tell('shift-suspended', { cashier: 7, at_ms: AT });
  await odd.push(a.url);
  await projected(a, odd);
  expect(tillIn(await dayAt(a, odd), odd).shifts[0]).not.toHaveProperty('suspended_by');
});
