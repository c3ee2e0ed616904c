import type { CashUpPolicy } from '../../../contracts/end-of-day.ts';
import type { OpenThings } from '../../../domain/cashup/close-shift.ts';
import { countPieces } from '../../../domain/cashup/count-pieces.ts';
import {
  countTenders,
  expectedTenders,
  type Amounts,
  type CountStatus,
  type TenderCounts,
} from '../../../domain/cashup/count-tenders.ts';
import { denominationsOf } from '../../../domain/cashup/denominations.ts';
import type { ShiftFold } from '../../../domain/cashup/fold-shift.ts';
import {
  countDecision,
  isFarOff,
  judgeCounts,
  type JudgedCount,
} from '../../../domain/cashup/judge-counts.ts';
import { splitCash } from '../../../domain/cashup/split-cash.ts';
import type { Currency } from '../../../domain/currency.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { CloseView, CountDeclared, TenderDeclared } from '../../shared/close-api.ts';
import type { CountUnderWay } from './close-store.ts';
import { currencyOf, tenderName } from './paper-lines.ts';

type Setting = { currency: Currency; policy: CashUpPolicy };

const CASH = 'cash';
/** Value on cards is in no drawer: the till alone knows it, and nobody can count it. */
const KNOWN_HERE: ReadonlySet<string> = new Set(['gift-card', 'store-credit']);
/** Of drawers side by side: the terminal's batch is the sum of them all, and no count of one. */
const KNOWN_BESIDE: ReadonlySet<string> = new Set([...KNOWN_HERE, 'card']);

/** Where closing stands, for the screen: of what is expected only as much as the store shows. */
export function closeView(
  {
    shift,
    fold,
    draft,
    open,
  }: { shift: ShiftRow; fold: ShiftFold; draft: CountUnderWay; open: OpenThings },
  setting: Setting,
): CloseView {
  const { currency, policy } = setting;
  const expected = expectedOf(fold);
  const known = knownOf(fold);
  const isBlind = policy.blind !== false;
  const counts = fold.counts.length;
  return {
    shiftId: shift.shiftId,
    businessDate: shift.businessDate,
    openedMs: shift.openedMs,
    openedBy: shift.cashier,
    currency,
    open,
    ...(shift.drawer === undefined ? {} : { drawer: shift.drawer }),
    denominations: denominationsOf(currency).toReversed(),
    tenders: Object.entries(expected)
      .filter(([tender]) => tender !== CASH && !known.has(tender))
      .map(([tender, amount]) => ({
        tender,
        words: tenderName(tender),
        currency: currencyOf(tender, currency),
        ...(isBlind ? {} : { expected: amount }),
      })),
    ...(isBlind ? {} : { expectedCash: expected[CASH] ?? 0 }),
    counts,
    draft: { pieces: draft.pieces, other: draft.other },
    declared: counts > draft.after ? declaredOf(fold, setting) : undefined,
  };
}

/** The last count that was declared against what should be there, and what that asks for. */
export function lookedAt(
  fold: ShiftFold,
  { currency, policy }: Setting,
): { tenders: TenderCounts; each: readonly JudgedCount[]; status: CountStatus; cash: number } {
  const last = fold.counts.at(-1);
  const counted = countPieces(currency, last?.pieces ?? []);
  // It was looked at before it was told.
  const cash = counted.ok ? counted.value : 0;
  const declared = { ...last?.other, [CASH]: cash };
  const tenders = countTenders(expectedOf(fold), declared, policy.thresholds);
  const each = judgeCounts(fold.counts, fold.opening?.float ?? 0, policy.thresholds);
  return { tenders, each, status: countDecision({ tenders, all_counts: each }), cash };
}

function declaredOf(fold: ShiftFold, setting: Setting): CountDeclared {
  const { currency, policy } = setting;
  const { tenders, each, status, cash } = lookedAt(fold, setting);
  const named = (counts: TenderCounts): TenderDeclared[] =>
    Object.entries(counts).map(([tender, one]) => ({
      ...one,
      tender,
      words: tenderName(tender),
      currency: currencyOf(tender, currency),
    }));
  const earlier = isFarOff({ tenders }) ? undefined : each.find(isFarOff);
  return {
    tenders: named(tenders),
    status,
    ...(earlier === undefined
      ? {}
      : {
          earlier: {
            cashier: earlier.cashier,
            tenders: named(earlier.tenders).filter((one) => one.status === 'approve'),
          },
        }),
    cash,
    nextFloat: splitCash(cash, policy.target_float ?? fold.opening?.float ?? 0).nextFloat,
  };
}

function expectedOf({ figures, opening }: ShiftFold): Amounts {
  return expectedTenders(figures, opening?.float ?? 0);
}

/** What a count declares by itself, since there is nothing to count. */
export function knownHere(fold: ShiftFold): Amounts {
  const expected = Object.entries(expectedOf(fold));
  const known = knownOf(fold);
  return Object.fromEntries(expected.filter(([tender]) => known.has(tender)));
}

function knownOf({ opening }: ShiftFold): ReadonlySet<string> {
  return opening?.drawer === 'own' ? KNOWN_BESIDE : KNOWN_HERE;
}
