import { expect, it } from 'vitest';
import { permissionsOf } from './permission-rows.ts';

const row = (k: string, v: object | null) => ({ k, v: v === null ? null : JSON.stringify(v) });

it("dom-A4: reads its own store's rights and leaves out what it does not know", () => {
  const rows = [
    row('0417/cashier/line-discount', { allowed: true, max_hundredths: 1000, max_amount: 500 }),
    row('0417/supervisor/tax-exempt', { allowed: false }),
    row('0418/cashier/price-override', { allowed: true }),
    row('0417/cashier/open-safe', { allowed: true }),
    row('0417/owner/line-discount', { allowed: true }),
    row('0417/toString/line-discount', { allowed: true }),
    row('0417/cashier/basket-discount', null),
    row('0417/cashier/price-override', { allowed: 'yes' }),
  ];
  expect([...permissionsOf(rows, '0417')]).toEqual([
    ['cashier/line-discount', { allowed: true, maxHundredths: 1000, maxAmount: 500 }],
    ['supervisor/tax-exempt', { allowed: false }],
  ]);
});
