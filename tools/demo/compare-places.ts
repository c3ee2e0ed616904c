import type { LoggedOps } from './read-journals.ts';
import type { SaleSums } from './sale-sums.ts';

/** One stream on one business date, as each place counts it. */
export type VerifyRow = {
  stream: string;
  till: string;
  businessDate: string;
  /** Sums by place: `till`, `A`, `B`. A place that should know nothing of the stream has no entry. */
  sums: Readonly<Record<string, SaleSums>>;
};

export type VerifyReport = {
  rows: VerifyRow[];
  /** Every difference in one line each; none means that all places agree. */
  differences: string[];
  /** Distinct ops by place. */
  ops: Readonly<Record<string, number>>;
  /** Distinct sales by place. */
  sales: Readonly<Record<string, number>>;
};

/** The till's own place; every other one is a site. */
export const TILL = 'till';
/** A long list helps nobody; the count is told. */
const MOST_NAMED = 5;

export type Place = { name: string; ops: LoggedOps };

/** Pure: what each place holds in, every difference out. Sites must know every stream, the till its own. */
export function comparePlaces(places: readonly Place[]): VerifyReport {
  const streams = new Set(places.flatMap(({ ops }) => [...ops.streams.keys()]));
  const differences = places.flatMap(({ name, ops }) =>
    ops.faults.map((fault) => `${name}: ${fault}`),
  );
  const rows: VerifyRow[] = [];
  for (const stream of [...streams].toSorted()) {
    const owners = knowing(places, stream);
    differences.push(...missingOps(owners, stream));
    for (const row of rowsOf(owners, stream)) {
      rows.push(row);
      differences.push(...unequalSums(row));
    }
  }
  return { rows, differences, ops: counts(places, 'ops'), sales: counts(places, 'sales') };
}

/** The journal is asked only for streams of its own till; both sites must know every stream. */
function knowing(places: readonly Place[], stream: string): Place[] {
  return places.filter(({ name, ops }) => name !== TILL || ops.streams.has(stream));
}

function missingOps(places: readonly Place[], stream: string): string[] {
  const sets = places.map(({ name, ops }) => ({ name, ids: ops.streams.get(stream)?.ids }));
  const all = new Set(sets.flatMap(({ ids }) => [...(ids ?? [])]));
  return sets.flatMap(({ name, ids }) => {
    const missing = [...all].filter((id) => ids?.has(id) !== true);
    if (missing.length === 0) return [];
    const some = missing.slice(0, MOST_NAMED).join(', ');
    const more = missing.length > MOST_NAMED ? ' …' : '';
    return [`stream ${stream}: ${name} lacks ${missing.length} ops: ${some}${more}`];
  });
}

const NOTHING: SaleSums = { sales: 0, gross: 0n, tax: 0n, qtyMilli: 0n };

function rowsOf(places: readonly Place[], stream: string): VerifyRow[] {
  const held = places.map(({ name, ops }) => ({ name, of: ops.streams.get(stream) }));
  const till = held.find(({ of }) => of !== undefined)?.of?.till ?? '';
  const dates = new Set(held.flatMap(({ of }) => [...(of?.days.keys() ?? [])]));
  return [...dates].toSorted().map((businessDate) => ({
    stream,
    till,
    businessDate,
    sums: Object.fromEntries(
      held.map(({ name, of }) => [name, of?.days.get(businessDate) ?? NOTHING]),
    ),
  }));
}

function unequalSums({ stream, businessDate, sums }: VerifyRow): string[] {
  const [first, ...others] = Object.entries(sums);
  if (first === undefined) return [];
  const [firstName, wanted] = first;
  return others.flatMap(([name, found]) =>
    (['sales', 'gross', 'tax', 'qtyMilli'] as const)
      .filter((field) => wanted[field] !== found[field])
      .map(
        (field) =>
          `stream ${stream} on ${businessDate}: ${field} is ${wanted[field]} at ${firstName} and ${found[field]} at ${name}`,
      ),
  );
}

function counts(places: readonly Place[], what: 'ops' | 'sales'): Record<string, number> {
  return Object.fromEntries(
    places.map(({ name, ops }) => {
      const streams = [...ops.streams.values()];
      const sum = streams.reduce((n, { ids, days }) => {
        if (what === 'ops') return n + ids.size;
        return n + [...days.values()].reduce((s, day) => s + day.sales, 0);
      }, 0);
      return [name, sum];
    }),
  );
}
