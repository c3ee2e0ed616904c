import { assembleSale } from '../../../domain/assemble-sale.ts';
import { must } from '../../../domain/assert.ts';
import { docId, shiftId } from '../../../domain/ids.ts';
import { minor } from '../../../domain/money.ts';
import { refundTenders, type RefundUnderWay } from '../../../domain/after/refund-under-way.ts';
import type { SaleVersions } from '../../../domain/sale.ts';
import type { CashPolicy } from '../../../domain/tender.ts';
import type { Fact, NextNumber } from '../../../sync/core/commit.ts';
import { documentFact } from '../selling/facts.ts';

export type ClosePorts = {
  own: { store: string; till: string };
  cashPolicy: CashPolicy;
  versions: () => SaleVersions;
  wallMs: () => number;
};

/** What is committed of a return that closed on trial. */
export function returnFact(ports: ClosePorts, row: RefundUnderWay): Fact {
  return documentFact(row.businessDate, (number) => {
    const closed = closeUnderWay(ports, row, number);
    return must(closed.ok ? closed.value : undefined, 'a return closes as it did on trial');
  });
}

/** The document of a return whose money is all accounted for. */
export function closeUnderWay(
  { own, cashPolicy, versions, wallMs }: ClosePorts,
  row: RefundUnderWay,
  number: NextNumber,
): ReturnType<typeof assembleSale> {
  const { parts, acts } = row;
  const atMs = wallMs();
  return assembleSale({
    ...parts,
    terms: { ...parts.terms, ...(acts.length === 0 ? {} : { acts }) },
    cashPolicy,
    tenders: refundTenders(row),
    identity: {
      docId: docId(row.docId),
      number: { ...own, ...number },
      shiftId: shiftId(row.shiftId),
      businessDate: row.businessDate,
      cashier: row.cashier,
      startedMs: row.basketSinceMs ?? atMs,
      closedMs: atMs,
      versions: versions(),
    },
  });
}

/** As if every card took what it is due: what the document would say. */
export function allTaken(row: RefundUnderWay): RefundUnderWay {
  const taken = row.due.map(({ card, amount }) => ({
    type: 'card' as const,
    amount: minor(0 - amount),
    card,
  }));
  return { ...row, due: [], done: [...row.done, ...taken] };
}
