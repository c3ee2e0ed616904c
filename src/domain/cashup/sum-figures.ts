import { minor } from '../money.ts';
import type {
  Figures,
  ForeignSum,
  NumberRange,
  OperatorSum,
  Sum,
  Sums,
  TaxSum,
} from './figures.ts';

/** Exact, never -0; beyond 2^53 it is a bug: no drawer holds so much. */
export const plus = (a: number, b: number): number => minor(a + b);

export function addSum(a: Sum, b: Sum): Sum {
  return { count: a.count + b.count, amount: plus(a.amount, b.amount) };
}

/** Whose parts are in either, summed where they are in both. */
export function mergeBy<Part>(
  a: Readonly<Record<string, Part>>,
  b: Readonly<Record<string, Part>>,
  merge: (a: Part, b: Part) => Part,
): Readonly<Record<string, Part>> {
  const names = Object.keys(b);
  if (names.length === 0) return a;
  const merged = new Map(Object.entries(a));
  for (const name of names) {
    const [one, other] = [merged.get(name), b[name]];
    if (other !== undefined) merged.set(name, one === undefined ? other : merge(one, other));
  }
  // Names come from outside: `__proto__` is one like any other.
  return Object.fromEntries(merged);
}

export const addSums = (a: Sums, b: Sums): Sums => mergeBy(a, b, addSum);

/**
 * Two shares of a day as one: stores sum their tills so, and a shift the streams it ran in. In whatever
 * order, in whatever groups: the same figures.
 */
export function addFigures(a: Figures, b: Figures): Figures {
  return {
    sales: addSum(a.sales, b.sales),
    returns: addSum(a.returns, b.returns),
    post_voids: addSum(a.post_voids, b.post_voids),
    corrections: addSum(a.corrections, b.corrections),
    discounts: addSum(a.discounts, b.discounts),
    cancelled: addSum(a.cancelled, b.cancelled),
    net: plus(a.net, b.net),
    taxes: mergeBy(a.taxes, b.taxes, addTax),
    untaxed: plus(a.untaxed, b.untaxed),
    tenders: addSums(a.tenders, b.tenders),
    operators: mergeBy(a.operators, b.operators, addOperator),
    foreign: mergeBy(a.foreign, b.foreign, addForeign),
    rounding: plus(a.rounding, b.rounding),
    liability: addSum(a.liability, b.liability),
    moves: addSums(a.moves, b.moves),
    drawer_openings: a.drawer_openings + b.drawer_openings,
    training: addSum(a.training, b.training),
    copies: a.copies + b.copies,
    parked: a.parked + b.parked,
    price_inquiries: a.price_inquiries + b.price_inquiries,
    numbers: mergeBy(a.numbers, b.numbers, addRange),
  };
}

function addTax(a: TaxSum, b: TaxSum): TaxSum {
  const [base, tax] = [plus(a.base, b.base), plus(a.tax, b.tax)];
  return { ...a, base, tax, gross: plus(base, tax) };
}

function addOperator(a: OperatorSum, b: OperatorSum): OperatorSum {
  return {
    documents: a.documents + b.documents,
    net: plus(a.net, b.net),
    tenders: addSums(a.tenders, b.tenders),
  };
}

function addForeign(a: ForeignSum, b: ForeignSum): ForeignSum {
  return {
    count: a.count + b.count,
    amount: plus(a.amount, b.amount),
    change: plus(a.change, b.change),
  };
}

function addRange(a: NumberRange, b: NumberRange): NumberRange {
  return {
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
    count: a.count + b.count,
  };
}
