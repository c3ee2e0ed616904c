import { settle, type CashPolicy, type Tender } from '../../src/domain/tender.ts';
import { fieldsOf, listOf, minorOf, textOf } from './case-input.ts';

/** Runs one case of kind `cash-rounding` through the till's own rules. */
export function runCashRoundingCase(raw: unknown): unknown {
  const input = fieldsOf(raw, 'input');
  const total = minorOf(input['total'], 'total');
  const tenders = listOf(input['tenders'], 'tenders').map(readTender);
  const result = settle(total, tenders, readPolicy(input['policy']));
  if (!result.ok) return { error: result.error };
  const { applied, ...settlement } = result.value;
  return {
    // Rule R1: settling never touches these two; the till's function does not even take the tax.
    total,
    taxTotal: input['taxTotal'],
    ...settlement,
    tenderAmounts: applied.map((tender) => tender.amount),
  };
}

function readPolicy(raw: unknown): CashPolicy {
  const policy = fieldsOf(raw, 'policy');
  const { noRoundingUpTo, smallTo, refundRounded, exactTenderAccepted } = policy;
  return {
    increment: minorOf(policy['increment'], 'increment'),
    mode: policy['mode'] === 'favour-customer' ? 'favour-customer' : 'nearest',
    refundRounded: refundRounded !== false,
    exactTenderAccepted: exactTenderAccepted === true,
    ...(noRoundingUpTo === undefined
      ? {}
      : { noRoundingUpTo: minorOf(noRoundingUpTo, 'noRoundingUpTo') }),
    ...(smallTo === undefined ? {} : { smallTo: readSmallTo(smallTo) }),
  };
}

function readSmallTo(raw: unknown): NonNullable<CashPolicy['smallTo']> {
  const small = fieldsOf(raw, 'smallTo');
  return {
    upTo: minorOf(small['upTo'], 'upTo'),
    becomes: minorOf(small['becomes'], 'becomes'),
  };
}

function readTender(raw: unknown): Tender {
  const tender = fieldsOf(raw, 'tender');
  if (textOf(tender['type'], 'tender type') !== 'cash') {
    return { type: 'non-cash', amount: minorOf(tender['amount'], 'amount') };
  }
  const { tendered } = tender;
  return tendered === undefined
    ? { type: 'cash' }
    : { type: 'cash', tendered: minorOf(tendered, 'tendered') };
}
