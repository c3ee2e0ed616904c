import { expect, it } from 'vitest';
import { CloseDisks, closeLife } from './testing-close-life.ts';
import { lastZ } from './last-z.ts';

const grand = { sales: 1300, reductions: 100, net: 1200 };
const told = (z_no: number) => ({ z_no, grand, op_id: 'told' });

it('dom-Z1, dom-Z3: a wiped machine goes on from the Z that its enrolment was told; an own one that is later goes before it', async () => {
  expect(lastZ([])).toMatchObject({ zNo: 0, opId: '' });
  expect(lastZ([], told(41))).toEqual({ zNo: 41, grand, opId: 'told' });
  const disks = new CloseDisks();
  const life = await closeLife(disks);
  await life.open(15_000);
  const counted = await life.count(3);
  const shiftId = counted.ok ? counted.view.shiftId : '';
  await life.close.close({ shiftId, nextFloat: 15_000 });
  expect(lastZ(disks.rows, told(1))).toMatchObject({ zNo: 1, opId: disks.rows[0]?.opId });
  expect(lastZ(disks.rows, told(2))).toMatchObject({ zNo: 2, opId: 'told' });
});
