import { minor } from '../money.ts';
import { drawerCash } from './document-figures.ts';
import type { Figures } from './figures.ts';
import { plus } from './sum-figures.ts';

/** What is counted of a shift, by tender; `foreign-cash:USD` in minor units of USD. */
export type Amounts = Readonly<Record<string, number>>;

/** How far a count is off (vec-cashup-U6). */
export type CountStatus = 'ok' | 'review' | 'approve';

/** One tender of a Z. */
export type TenderCount = {
  readonly expected: number;
  readonly counted: number;
  /** counted - expected. */
  readonly variance: number;
  readonly status: CountStatus;
};
export type TenderCounts = Readonly<Record<string, TenderCount>>;

/** Up to `review` it is fine, up to `approve` somebody looks at it. */
export type Limits = { readonly review: number; readonly approve: number };
export type Thresholds = Readonly<Record<string, Limits>>;

/** Where a store says nothing, minor units. */
export const USUAL_LIMITS: Limits = { review: 200, approve: 1000 };

/** The name under which notes of another currency are counted. */
export const foreignTender = (currency: string): string => `foreign-cash:${currency}`;

/** Into the drawer or out of it. */
export const MOVE_SIGN = {
  'paid-in': 1,
  loan: 1,
  'paid-out': -1,
  drop: -1,
  'bank-drop': -1,
} as const;
const SIGN: Readonly<Record<string, 1 | -1>> = MOVE_SIGN;

/**
 * What a count should find (dom-Z5, vec-cashup-U1, peers-34): derived from what tenders did net of change,
 * never entered. Of gift cards and credit there is nothing to find in a drawer, but they are expected all
 * the same.
 */
export function expectedTenders(figures: Figures, float: number): Amounts {
  const moved = Object.entries(figures.moves).reduce(
    (sum, [type, { amount }]) => plus(sum, (SIGN[type] ?? 0) * amount),
    0,
  );
  const cash = plus(plus(float, moved), drawerCash(figures));
  const others = Object.entries(figures.tenders)
    .filter(([type]) => type !== 'cash' && type !== 'foreign-cash')
    .map(([type, { amount }]) => [type, amount] as const);
  const foreign = Object.entries(figures.foreign).map(
    ([currency, { amount }]) => [foreignTender(currency), amount] as const,
  );
  return Object.fromEntries([['cash', cash], ...others, ...foreign]);
}

/** What was declared against what is expected; who declared nothing counted nothing (vec-cashup-U5). */
export function countTenders(
  expected: Amounts,
  declared: Amounts,
  thresholds: Thresholds = {},
): TenderCounts {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(declared)])];
  return Object.fromEntries(
    names.map((name) => {
      const [should, counted] = [expected[name] ?? 0, declared[name] ?? 0];
      const variance = minor(counted - should);
      const status = statusOf(variance, limitsOf(name, thresholds));
      return [name, { expected: should, counted, variance, status }];
    }),
  );
}

function statusOf(variance: number, { review, approve }: Limits): CountStatus {
  const size = Math.abs(variance);
  if (size <= review) return 'ok';
  return size <= approve ? 'review' : 'approve';
}

/** Of the tender itself, of all foreign notes, of the store, of the till. */
function limitsOf(name: string, thresholds: Thresholds): Limits {
  const kind = name.split(':')[0] ?? name;
  return thresholds[name] ?? thresholds[kind] ?? thresholds['default'] ?? USUAL_LIMITS;
}

const ORDER: readonly CountStatus[] = ['ok', 'review', 'approve'];

/** The worst of all; `ok` where nothing was counted (vec-cashup-U7). */
export function worstStatus(counts: Iterable<TenderCount>): CountStatus {
  let worst: CountStatus = 'ok';
  for (const { status } of counts) if (ORDER.indexOf(status) > ORDER.indexOf(worst)) worst = status;
  return worst;
}
