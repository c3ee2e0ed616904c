import type { Permission } from '../../../src/contracts/datasets.ts';
import type { Region } from '../demo-home.ts';

/** By `<role>/<action>`, for each store: a cashier helps a customer alone, larger things are signed. */
export const DEMO_PERMISSIONS: Readonly<Record<Region, Readonly<Record<string, Permission>>>> = {
  eu: {
    'cashier/line-discount': { allowed: true, max_hundredths: 1000, max_amount: 2000 },
    'cashier/basket-discount': { allowed: true, max_hundredths: 500, max_amount: 2000 },
    'cashier/price-override': { allowed: true, max_hundredths: 1000, max_amount: 1000 },
    'cashier/tax-exempt': { allowed: false },
    'cashier/return': { allowed: true, max_amount: 5000 },
    'supervisor/line-discount': { allowed: true },
    'supervisor/basket-discount': { allowed: true, max_hundredths: 5000 },
    'supervisor/price-override': { allowed: true },
    'supervisor/tax-exempt': { allowed: true },
  },
  // Resellers with a certificate are everyday there.
  na: {
    'cashier/line-discount': { allowed: true, max_hundredths: 1500, max_amount: 2500 },
    'cashier/basket-discount': { allowed: true, max_hundredths: 1000, max_amount: 2500 },
    'cashier/price-override': { allowed: true, max_hundredths: 1000, max_amount: 1000 },
    'cashier/tax-exempt': { allowed: true },
    'cashier/return': { allowed: true, max_amount: 5000 },
    'supervisor/line-discount': { allowed: true },
    'supervisor/basket-discount': { allowed: true, max_hundredths: 5000 },
    'supervisor/price-override': { allowed: true },
    'supervisor/tax-exempt': { allowed: true },
  },
};
