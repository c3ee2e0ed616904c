import { documentKind } from '../after/document-kind.ts';
import { negate, minor } from '../money.ts';
import { rational, round } from '../rational.ts';
import { NO_SUM, noFigures, type Figures, type Sum, type Sums, type TaxSum } from './figures.ts';
import { addSum, addSums, mergeBy, plus } from './sum-figures.ts';

/** Goods somebody took off a basket; the price of one, and thousandths. */
export type GivenUp = { readonly qty_milli: number; readonly unit_price: number };

/** The parts of a closed document that figures are made of; of any version (`Sale` is one). */
export type CountedDocument = {
  readonly shift_id: string;
  readonly series: string;
  readonly number: number;
  readonly doc_no: string;
  readonly cashier: string;
  readonly lines: readonly {
    readonly qty_milli: number;
    readonly net: number;
    readonly tax: Readonly<Record<string, number>>;
    readonly gross: number;
    readonly line_discount: number;
    readonly doc_discount: number;
    readonly stored_value?: object | undefined;
  }[];
  readonly voids: readonly GivenUp[];
  readonly taxes: readonly {
    readonly code: string;
    readonly rate: string;
    readonly label: string;
  }[];
  readonly tax_totals: readonly {
    readonly code: string;
    readonly net_base: number;
    readonly amount: number;
  }[];
  readonly totals: { readonly gross: number };
  readonly cash_rounding: number;
  readonly tenders: readonly {
    readonly type: string;
    readonly amount: number;
    readonly change: number;
    readonly foreign?: { readonly currency: string; readonly amount: number } | undefined;
  }[];
  readonly post_void?: object | undefined;
};

/** One document as figures of its own; a shift is the sum of them. */
export function documentFigures(doc: CountedDocument): Figures {
  const loaded = doc.lines.filter(({ stored_value: value }) => value !== undefined);
  const liability = loaded.reduce((sum, { gross }) => plus(sum, gross), 0);
  const goods = plus(doc.totals.gross, -liability);
  const tenders = tenderSums(doc);
  return {
    ...noFigures,
    ...turnoverFigures(doc, goods),
    corrections: { count: doc.voids.length, amount: givenUpValue(doc.voids) },
    discounts: discountsOf(doc),
    net: goods,
    taxes: taxSums(doc),
    untaxed: untaxedOf(doc),
    tenders,
    operators: Object.fromEntries([[doc.cashier, { documents: 1, net: goods, tenders }]]),
    foreign: foreignSums(doc),
    rounding: doc.cash_rounding,
    liability: { count: loaded.filter(({ qty_milli: qty }) => qty > 0).length, amount: liability },
    numbers: Object.fromEntries([[doc.series, { first: doc.number, last: doc.number, count: 1 }]]),
  };
}

/** What goods were worth that never were paid for, a magnitude. */
export function givenUpValue(goods: readonly GivenUp[]): number {
  return goods.reduce((sum, { qty_milli: qty, unit_price: price }) => {
    const exact = rational(BigInt(qty) * BigInt(price), 1000n);
    return plus(sum, Math.abs(minor(round(exact, 'half-up'))));
  }, 0);
}

/**
 * Sales never fall (dom-Z3): a document whose goods are worth less than nothing is a return, or undoes a
 * sale, and then it stands in a figure of its own (dom-X2, vec-cashup-U2, U3).
 */
function turnoverFigures(
  doc: CountedDocument,
  goods: number,
): Partial<Pick<Figures, 'sales' | 'returns' | 'post_voids'>> {
  const one: Sum = { count: 1, amount: Math.abs(goods) };
  if (goods > 0) return { sales: one };
  if (doc.post_void !== undefined) return { post_voids: one };
  return goods < 0 || documentKind(doc) === 'return' ? { returns: one } : { sales: one };
}

function discountsOf({ lines }: CountedDocument): Sum {
  let sum = NO_SUM;
  for (const { qty_milli: qty, line_discount: own, doc_discount: share } of lines) {
    if (qty > 0 && own + share !== 0) sum = addSum(sum, { count: 1, amount: plus(own, share) });
  }
  return sum;
}

function taxSums({ taxes, tax_totals: totals }: CountedDocument): Readonly<Record<string, TaxSum>> {
  const sums = new Map<string, TaxSum>();
  for (const { code, net_base: base, amount: tax } of totals) {
    const { rate, label } = taxes.find((one) => one.code === code) ?? { rate: '', label: '' };
    sums.set(`${code} ${rate}`, { code, rate, label, base, tax, gross: plus(base, tax) });
  }
  return Object.fromEntries(sums);
}

function untaxedOf({ lines }: CountedDocument): number {
  return lines
    .filter(({ tax, stored_value: value }) => value === undefined && Object.keys(tax).length === 0)
    .reduce((sum, { net }) => plus(sum, net), 0);
}

/** What was paid with, by tender. */
export function tenderSums({ tenders }: Pick<CountedDocument, 'tenders'>): Sums {
  return tenders.reduce<Sums>(
    (sums, { type, amount }) => addSums(sums, Object.fromEntries([[type, { count: 1, amount }]])),
    {},
  );
}

/** Notes of other currencies, and the change that was given for them. */
export function foreignSums({ tenders }: Pick<CountedDocument, 'tenders'>): Figures['foreign'] {
  let sums: Figures['foreign'] = {};
  for (const { foreign, change } of tenders) {
    if (foreign === undefined) continue;
    const one = { [foreign.currency]: { count: 1, amount: foreign.amount, change } };
    sums = mergeBy(sums, one, (a, b) => ({
      count: a.count + b.count,
      amount: plus(a.amount, b.amount),
      change: plus(a.change, b.change),
    }));
  }
  return sums;
}

/** What a drawer gets of it in its own currency: foreign notes lie apart, their change does not. */
export const drawerCash = ({ tenders, foreign }: Pick<Figures, 'tenders' | 'foreign'>): number =>
  Object.values(foreign).reduce(
    (sum, { change }) => plus(sum, negate(minor(change))),
    tenders['cash']?.amount ?? 0,
  );
