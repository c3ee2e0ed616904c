import { assert } from './assert.ts';
import { isBusinessDate } from './business-date.ts';
import { formatDocNumber, isTrainingNumber, parseDocNumber, type DocNumber } from './doc-number.ts';
import type { DocId, ShiftId } from './ids.ts';
import { settleTenders, type OfferedTender, type SettleProblem } from './pay/settle-tenders.ts';
import { proveTotals } from './prove-totals.ts';
import { err, ok, type Result } from './result.ts';
import type { ReturnsOf, Sale, SaleLine, SaleVersions, SaleVoid } from './sale.ts';
import { documentTotalsOf, taxTotalsOf } from './tax.ts';
import type { TaxSetup } from './tax-setup.ts';
import type { CashPolicy } from './tender.ts';

/** Who closes which document, and when: all of it comes from outside the domain. */
export type DocIdentity = {
  readonly docId: DocId;
  readonly number: DocNumber;
  readonly shiftId: ShiftId;
  readonly businessDate: string;
  readonly cashier: string;
  readonly startedMs: number;
  readonly closedMs: number;
  readonly versions: SaleVersions;
};

/** Why a document cannot be closed. */
export type AssembleProblem =
  | SettleProblem
  | 'not-settled'
  | 'surplus-tender'
  | 'bad-business-date'
  | 'bad-document-number'
  /** What comes back was sold in training and this is real, or the other way round (TRN4). */
  | 'training-and-real';

/** The parts of a document whose lines are final. */
export type SaleParts = {
  readonly identity: DocIdentity;
  readonly taxSetup: TaxSetup;
  readonly cashPolicy: CashPolicy;
  readonly lines: readonly SaleLine[];
  readonly voids: readonly SaleVoid[];
  readonly tenders: readonly OfferedTender[];
  readonly returnsOf?: ReturnsOf;
  readonly terms?: Pick<
    Sale,
    'tax_exempt' | 'note' | 'member' | 'coupons' | 'acts' | 'age_checks' | 'served_by' | 'post_void'
  >;
};

/** A document without who closes it and how it is settled. JSON-safe. */
export type UnsettledParts = Omit<SaleParts, 'identity' | 'cashPolicy' | 'tenders'>;

/** Totals, settles, freezes and proves a document. */
export function assembleSale(parts: SaleParts): Result<Sale, AssembleProblem> {
  const { identity, taxSetup, lines } = parts;
  const docNo = formatDocNumber(identity.number);
  if (!parseDocNumber(docNo).ok) return err('bad-document-number');
  if (!isOfOneKind(parts)) return err('training-and-real');
  if (!isBusinessDate(identity.businessDate)) return err('bad-business-date');
  const taxed = lines.map(({ net, tax, gross }) => ({ netExclTax: net, tax, gross }));
  const totals = documentTotalsOf(taxed);
  const settlement = settleFully(parts, totals.gross);
  if (!settlement.ok) return settlement;
  const sale: Sale = {
    doc_id: identity.docId,
    doc_no: docNo,
    series: identity.number.series,
    number: identity.number.number,
    ...(identity.number.training === true ? { training: true as const } : {}),
    shift_id: identity.shiftId,
    business_date: identity.businessDate,
    store: identity.number.store,
    till: identity.number.till,
    cashier: identity.cashier,
    started_ms: identity.startedMs,
    closed_ms: identity.closedMs,
    currency: taxSetup.currency,
    price_mode: taxSetup.priceMode,
    rounding: { level: taxSetup.rounding.level, mode: taxSetup.rounding.mode },
    taxes: taxSetup.taxes
      .filter(({ code }) => lines.some((line) => Object.hasOwn(line.tax, code)))
      .map(({ code, rate, label, compound }) => ({ code, rate, label, compound })),
    lines,
    voids: parts.voids,
    tax_totals: taxTotalsOf(taxSetup, taxed).map(({ code, netBase, amount }) => ({
      code,
      net_base: netBase,
      amount,
    })),
    totals: { net: totals.netExclTax, tax: totals.tax, gross: totals.gross },
    cash_rounding: settlement.value.settlement.rounding,
    tenders: settlement.value.tenders,
    versions: copyOfVersions(identity.versions),
    ...(parts.returnsOf === undefined ? {} : { returns_of: parts.returnsOf }),
    ...parts.terms,
  };
  const proof = proveTotals(sale);
  assert(proof.ok, `a closed document proves itself: ${proof.ok ? '' : proof.error.kind}`);
  return ok(deepFreeze(sale));
}

function isOfOneKind({ identity: { number }, returnsOf }: SaleParts): boolean {
  if (returnsOf === undefined) return true;
  return isTrainingNumber(returnsOf.doc_no) === (number.training === true);
}

function settleFully(
  { tenders, cashPolicy }: SaleParts,
  gross: Sale['totals']['gross'],
): ReturnType<typeof settleTenders> | Result<never, AssembleProblem> {
  const settled = settleTenders(gross, tenders, cashPolicy);
  if (!settled.ok) return settled;
  if (!settled.value.settlement.settled) return err('not-settled');
  const withoutLast = settleTenders(gross, tenders.slice(0, -1), cashPolicy);
  if (tenders.length > 0 && withoutLast.ok && withoutLast.value.settlement.settled) {
    return err('surplus-tender');
  }
  return settled;
}

/** Freezing must not reach into objects that the caller keeps. */
function copyOfVersions({ build, catalogue, tax, flags }: SaleVersions): SaleVersions {
  return { build, catalogue, tax, flags: flags.map((flag) => ({ ...flag })) };
}

/** A document that was handed out cannot be changed by whoever holds it. */
function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const field of Object.values(value)) deepFreeze(field);
  }
  return value;
}
