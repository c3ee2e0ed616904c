import type { RefundUnderWay } from '../../../domain/after/refund-under-way.ts';
import { saleParts } from '../../../domain/close-sale.ts';
import type { NextNumber } from '../../../sync/core/commit.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { allTaken, closeUnderWay } from '../returns/close-under-way.ts';
import { notPayable } from '../selling/checkout.ts';
import type { SaleInput } from '../selling/facts.ts';

/**
 * An exchange that gives money to cards, as it is kept until its document is written. Closed on trial
 * with `number`, as if every card took its part: no card is asked for what could not be written.
 */
export function exchangeRow(
  input: SaleInput,
  paid: Pick<RefundUnderWay, 'goods' | 'due' | 'credit'>,
  number: NextNumber,
): { ok: true; value: RefundUnderWay } | Refusal {
  const { basket, savings, rules, profile, till, docId, shift, cashier, closedMs } = input;
  const parts = saleParts({
    basket,
    savings,
    taxSetup: rules.taxSetup,
    identity: { cashier, closedMs },
  });
  if (!parts.ok) return notPayable(parts.error);
  const value: RefundUnderWay = {
    docId,
    docNo: basket.exchange?.docNo ?? '',
    parts: parts.value,
    ...paid,
    acts: basket.acts ?? [],
    basketSinceMs: basket.startedMs,
    cashier,
    shiftId: shift.shiftId,
    businessDate: shift.businessDate,
    done: [],
  };
  const { cashPolicy } = rules;
  const ports = {
    own: { store: profile.store, till },
    cashPolicy,
    versions: () => input.versions,
    wallMs: () => closedMs,
  };
  const trial = closeUnderWay(ports, allTaken(value), number);
  return trial.ok ? { ok: true, value } : notPayable(trial.error);
}
