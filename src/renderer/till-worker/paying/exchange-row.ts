import type { RefundUnderWay } from '../../../domain/after/refund-under-way.ts';
import { saleParts } from '../../../domain/close-sale.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { notPayable } from '../selling/checkout.ts';
import type { SaleInput } from '../selling/facts.ts';

/** An exchange that gives money to cards, as it is kept until its document is written. */
export function exchangeRow(
  { basket, savings, rules, docId, shift, cashier, closedMs }: SaleInput,
  { goods, due }: Pick<RefundUnderWay, 'goods' | 'due'>,
): { ok: true; value: RefundUnderWay } | Refusal {
  const parts = saleParts({
    basket,
    savings,
    taxSetup: rules.taxSetup,
    identity: { cashier, closedMs },
  });
  if (!parts.ok) return notPayable(parts.error);
  return {
    ok: true,
    value: {
      docId,
      docNo: basket.exchange?.docNo ?? '',
      parts: parts.value,
      goods,
      acts: basket.acts ?? [],
      basketSinceMs: basket.startedMs,
      cashier,
      shiftId: shift.shiftId,
      businessDate: shift.businessDate,
      due,
      done: [],
    },
  };
}
