const SERIES = /^([A-Z]+)((?:[2-9]|[1-9]\d+)?)$/;

/** Which enrolment a series belongs to: A, A2 → 1; AA → 27. Undefined where it is no series. */
export function enrolmentOfSeries(series: string): number | undefined {
  const letters = readSeries(series)?.letters;
  return letters === undefined
    ? undefined
    : Array.from(letters).reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0);
}

export function sameEnrolment(a: string, b: string): boolean {
  return enrolmentOfSeries(a) === enrolmentOfSeries(b);
}

/** Orders series by age: below 0 where `a` was opened before `b`. */
export function compareSeries(a: string, b: string): number {
  const enrolments = (enrolmentOfSeries(a) ?? 0) - (enrolmentOfSeries(b) ?? 0);
  return enrolments === 0
    ? (readSeries(a)?.stream ?? 0) - (readSeries(b)?.stream ?? 0)
    : enrolments;
}

/** What a marker remembers: the newest stream of a till and how far it was written. */
export type Newest = { stream: string; series: string; head_seq: number };

/**
 * Does `told` go beyond what the marker knows? Lines that an older stream gets back, or that a lost
 * journal gets back of a rolled-back database, must never make it forget what was written once (D12).
 */
export function isNewer(told: Newest, known: Newest | undefined): boolean {
  if (known === undefined) return true;
  const order = compareSeries(told.series, known.series);
  return order === 0 && told.stream === known.stream ? told.head_seq > known.head_seq : order > 0;
}

/** Letters of the enrolment and which of its streams: A → 1, A2 → 2. Undefined where it is no series. */
export function readSeries(series: string): { letters: string; stream: number } | undefined {
  const match = SERIES.exec(series);
  if (match === null) return undefined;
  const [, letters = '', digits = ''] = match;
  return { letters, stream: digits === '' ? 1 : Number(digits) };
}
