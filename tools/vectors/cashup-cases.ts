import { closeShift, NO_Z, type LastZ, type Z } from '../../src/domain/cashup/close-shift.ts';
import type { CountProblem } from '../../src/domain/cashup/count-pieces.ts';
import type { Thresholds } from '../../src/domain/cashup/count-tenders.ts';
import { emptyShift, foldOps } from '../../src/domain/cashup/fold-shift.ts';
import type { ShiftOp } from '../../src/domain/cashup/shift-fact.ts';
import { storeSums } from '../../src/domain/cashup/store-sums.ts';
import type { BusinessDate } from '../../src/domain/business-date.ts';
import { currencyOf, fieldsOf, listOf, minorOf, textOf, type Fields } from './case-input.ts';
import { cashupOps, SHIFT, WHO } from './cashup-ops.ts';

/** Runs one case of kind `cashup`: each session told as ops, folded, closed by the till's own rules. */
export function runCashupCase(raw: unknown): unknown {
  const input = fieldsOf(raw, 'input');
  const closed = listOf(input['sessions'], 'sessions').map((session) =>
    closeSession(fieldsOf(session, 'session'), input),
  );
  const zs = closed.flatMap(({ z }) => (z === undefined ? [] : [z]));
  const sessions = closed.map(({ said }) => said);
  // Rule U5: a session that fails leaves no store figures.
  if (zs.length < closed.length) return { sessions };
  const { net, deposit, variance, worstStatus } = storeSums(zs);
  return { sessions, store: { netSales: net, deposit, variance, worstStatus } };
}

function closeSession(session: Fields, input: Fields): { said: unknown; z?: Z } {
  const till = textOf(session['till'], 'till');
  const ops = cashupOps(session).map((op: ShiftOp, at) => ({
    ...op,
    stream: till,
    seq: at + 1,
    opId: `${at + 1}`,
  }));
  const result = closeShift({
    shift: foldOps(emptyShift(SHIFT), ops),
    last: lastZ(session),
    zId: 'z',
    series: 'A',
    seriesOf: () => 'A',
    store: '0417',
    till,
    currency: currencyOf(input['currency']),
    businessDate: '2026-11-21' as BusinessDate,
    closedMs: 0,
    closedBy: WHO,
    thresholds: fieldsOf(input['thresholds'], 'thresholds') as Thresholds,
    targetFloat: minorOf(session['targetFloat'], 'targetFloat'),
    open: { parked: 0, unsent: 0, cards_unknown: 0, baskets: 0 },
  });
  if (!result.ok) {
    const { kind, value } = { value: undefined, ...result.error } as Partial<CountProblem>;
    return { said: { till, error: kind, value } };
  }
  return { said: sayZ(result.value), z: result.value };
}

function lastZ(session: Fields): LastZ {
  const sales = minorOf(session['previousGrandTotalSales'], 'previousGrandTotalSales');
  const reductions = minorOf(
    session['previousGrandTotalReductions'],
    'previousGrandTotalReductions',
  );
  const zNo = minorOf(session['previousZNumber'], 'previousZNumber');
  return { ...NO_Z, zNo, grand: { sales, reductions, net: sales - reductions } };
}

/** The Z in the words of the vectors. */
function sayZ({ till, tenders, counts, next_float: nextFloat, deposit, z_no: zNumber, ...z }: Z) {
  const { figures, grand } = z;
  return {
    till,
    tenders,
    recounts: counts - 1,
    nextFloat,
    deposit,
    z: {
      zNumber,
      salesCount: figures.sales.count,
      returnsCount: figures.returns.count,
      postVoidCount: figures.post_voids.count,
      trainingCount: figures.training.count,
      noSaleCount: figures.drawer_openings,
      salesGross: figures.sales.amount,
      returnsGross: figures.returns.amount,
      postVoidGross: figures.post_voids.amount,
      liabilitySales: figures.liability.amount,
      rounding: figures.rounding,
      netSales: figures.net,
      grandTotalSales: grand.sales,
      grandTotalReductions: grand.reductions,
      grandTotalNet: grand.net,
    },
  };
}
