import { SCAN_CLASSES_MS } from './guard-defaults.ts';
import type { GuardMetric, GuardSetting } from './release.ts';

/** What one store's tills told in a window. */
export type StoreHealth = {
  readonly store: string;
  readonly starts: number;
  readonly crashes: number;
  readonly sales: number;
  readonly failed_sales: number;
  readonly card_tries: number;
  readonly declined: number;
  /** By `SCAN_CLASSES_MS`, one more for what was slower. */
  readonly scans: readonly number[];
  /** Most that was told, ms and ops. */
  readonly oldest_ms: number;
  readonly parked: number;
  /** What was its set of app servers' to answer, and what of it the champion answered. */
  readonly set_asked: number;
  readonly fell_back: number;
};

export type Verdict = 'well' | 'unsure' | 'hold' | 'rollback';

/** A side's figure; undefined where it has no sample at all. */
type Figure = { readonly value: number; readonly samples: number };

export type Finding = {
  readonly guard: Required<GuardSetting>;
  readonly verdict: Verdict;
  readonly pilot: Figure | undefined;
  readonly control: Figure | undefined;
};

/**
 * One guard over a pilot and its control (REL7). A hard limit counts by itself, also without a control;
 * where the control is beyond it too, the release is not what hurts, and widening only stops. One store
 * of several only stops it, too. A drift needs enough of both. `control` undefined: there is none, everybody has it.
 */
export function judgeGuard(
  guard: Required<GuardSetting>,
  pilot: readonly StoreHealth[],
  control: readonly StoreHealth[] | undefined,
): Finding {
  const mine = figureOf(guard.metric, pilot);
  const theirs = controlOf(guard, control);
  const said = verdictOf(guard, mine, theirs);
  const verdict = said === 'rollback' && !isOfMany(guard, pilot) ? 'hold' : said;
  return { guard, verdict, pilot: mine, control: theirs === 'none' ? undefined : theirs };
}

/**
 * Who is at the champion has nobody to fall back to: that is known without a sample, and also where
 * everybody has the release. Another set that stores of the control use is no measure of this one.
 */
function controlOf(
  { metric, min_samples: least }: Required<GuardSetting>,
  control: readonly StoreHealth[] | undefined,
): Figure | 'none' | undefined {
  if (metric === 'fell-back') return { value: 0, samples: least };
  return control === undefined ? 'none' : figureOf(metric, control);
}

function verdictOf(
  { hard, drift, min_samples: least }: Required<GuardSetting>,
  pilot: Figure | undefined,
  control: Figure | 'none' | undefined,
): Verdict {
  // Nobody does it at all: a chain without cards has no payments declined.
  if (pilot === undefined && (control === undefined || control === 'none')) return 'well';
  if (pilot === undefined || pilot.samples < least) return 'unsure';
  const known =
    control !== undefined && control !== 'none' && control.samples >= least ? control : undefined;
  if (pilot.value > hard) return known !== undefined && known.value > hard ? 'hold' : 'rollback';
  if (control === 'none') return 'well';
  if (known === undefined) return 'unsure';
  return pilot.value - known.value > drift ? 'hold' : 'well';
}

/**
 * Whether more than one store is beyond the hard limit: two by themselves, each with its share of the
 * least sample, or all the others together without the worst. A pilot of one store is that store.
 */
function isOfMany(
  { metric, hard, min_samples: least }: Required<GuardSetting>,
  pilot: readonly StoreHealth[],
): boolean {
  if (pilot.length === 1) return true;
  const alone = pilot.map((store) => ({ store, figure: figureOf(metric, [store]) }));
  const share = least / pilot.length;
  const beyond = alone.filter(
    ({ figure }) => figure !== undefined && figure.samples >= share && figure.value > hard,
  );
  if (beyond.length > 1) return true;
  const isStillBeyond = (without: StoreHealth): boolean =>
    (figureOf(
      metric,
      pilot.filter((store) => store !== without),
    )?.value ?? 0) > hard;
  return pilot.every(isStillBeyond);
}

const ORDER: readonly Verdict[] = ['well', 'unsure', 'hold', 'rollback'];

/** The worst of all; where nothing at all was measured nobody can say it is well. */
export function overall(findings: readonly Finding[]): Verdict {
  const isMeasured = findings.some(({ pilot }) => pilot !== undefined);
  const worst = Math.max(...findings.map(({ verdict }) => ORDER.indexOf(verdict)), 0);
  return ORDER[isMeasured ? worst : Math.max(worst, 1)] ?? 'unsure';
}

const sum = (stores: readonly StoreHealth[], of: (s: StoreHealth) => number): number =>
  stores.reduce((total, store) => total + of(store), 0);

const percent = (part: number, whole: number): Figure | undefined =>
  whole === 0 ? undefined : { value: (part / whole) * 100, samples: whole };

function figureOf(metric: GuardMetric, stores: readonly StoreHealth[]): Figure | undefined {
  switch (metric) {
    case 'crash-free-starts':
      return percent(
        sum(stores, (s) => s.crashes),
        sum(stores, (s) => s.starts),
      );
    case 'failed-sales': {
      const failed = sum(stores, (s) => s.failed_sales);
      return percent(failed, failed + sum(stores, (s) => s.sales));
    }
    case 'declined-payments':
      return percent(
        sum(stores, (s) => s.declined),
        sum(stores, (s) => s.card_tries),
      );
    case 'fell-back':
      return percent(
        sum(stores, (s) => s.fell_back),
        sum(stores, (s) => s.set_asked),
      );
    case 'scan-to-line':
      return scanFigure(stores);
    case 'backlog-age':
      return medianMinutes(stores.map((s) => s.oldest_ms));
    case 'parked-ops':
      return stores.length === 0
        ? undefined
        : { value: sum(stores, (s) => s.parked) / stores.length, samples: stores.length };
  }
}

/** The class that the 95th of 100 scans lies in, by its upper end; beyond the last, twice that. */
function scanFigure(stores: readonly StoreHealth[]): Figure | undefined {
  const classes = [...SCAN_CLASSES_MS, 2 * Math.max(...SCAN_CLASSES_MS)];
  const counts = classes.map((_, i) => sum(stores, (s) => s.scans[i] ?? 0));
  const samples = counts.reduce((total, n) => total + n, 0);
  if (samples === 0) return undefined;
  const wanted = Math.ceil(samples * 0.95);
  let seen = 0;
  const at = counts.findIndex((n) => (seen += n) >= wanted);
  return { value: classes[at] ?? 0, samples };
}

/** One store whose line is down all day must not speak for all. */
function medianMinutes(ages: readonly number[]): Figure | undefined {
  const sorted = [...ages].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  return middle === undefined ? undefined : { value: middle / 60_000, samples: sorted.length };
}
