import { closeSale } from '../../../domain/close-sale.ts';
import { docId } from '../../../domain/ids.ts';
import { minor } from '../../../domain/money.ts';
import type { OfferedTender } from '../../../domain/pay/settle-tenders.ts';
import type { Sale } from '../../../domain/sale.ts';
import {
  article,
  basketOf,
  GERMANY,
  IDENTITY,
  NICKEL,
  valueOf,
} from '../../../domain/testing/sale-arbitraries.ts';

/** Three loaves of 3.33, paid with ten in cash where nothing else is said. */
export function sold(number: number, tenders?: readonly OfferedTender[], till = '02'): Sale {
  const bread = article({ article: '1', unitPrice: minor(333), taxCodes: ['S'] });
  return valueOf(
    closeSale({
      basket: basketOf({ type: 'add', article: bread, qtyMilli: 3000 }),
      taxSetup: GERMANY,
      cashPolicy: NICKEL,
      tenders: tenders ?? [{ type: 'cash', tendered: minor(1000) }],
      identity: {
        ...IDENTITY,
        docId: docId(`sale-${number}`),
        number: { ...IDENTITY.number, till, number },
      },
    }),
  );
}
