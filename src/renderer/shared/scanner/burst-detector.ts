/**
 * Tells a scanner, which types like a keyboard, from a person by its rhythm. Pure: times are the
 * events' own time stamps in ms, which do not suffer when the page was busy.
 */
export type Burst = {
  /** Characters so far; empty while nobody types. */
  readonly chars: string;
  readonly gaps: readonly number[];
  readonly lastMs: number;
};

export type BurstKey = { readonly key: string; readonly atMs: number };

export type BurstStep =
  /** Not a scan: the page handles the key. `chars` may be the start of one. */
  | { readonly kind: 'pass'; readonly burst: Burst }
  | { readonly kind: 'code'; readonly code: string; readonly burst: Burst };

/** Shorter codes are typed: the shortest barcode in shops, UPC-E without its frame, has 6. */
const SHORTEST = 6;
/** Scanners send every 7 to 16 ms; the fastest typists need 60 ms and more. */
const MEDIAN_GAP_BELOW_MS = 30;
/** A pause this long ends a burst, and the terminator must come sooner than this. */
const PAUSE_MS = 100;

export const NO_BURST: Burst = { chars: '', gaps: [], lastMs: 0 };

/** Takes in one key. Enter ends a burst; any other control key is no part of one. */
export function stepBurst(burst: Burst, { key, atMs }: BurstKey): BurstStep {
  const gap = atMs - burst.lastMs;
  const goesOn = burst.chars !== '' && gap <= PAUSE_MS;
  if (key === 'Enter') {
    return goesOn && isScan(burst)
      ? { kind: 'code', code: burst.chars, burst: NO_BURST }
      : { kind: 'pass', burst: NO_BURST };
  }
  if (key.length !== 1) return { kind: 'pass', burst: NO_BURST };
  return {
    kind: 'pass',
    burst: goesOn
      ? { chars: burst.chars + key, gaps: [...burst.gaps, gap], lastMs: atMs }
      : { chars: key, gaps: [], lastMs: atMs },
  };
}

/** Whether so much came so fast that no person types it: a key of it must not press a button. */
export function looksLikeScan(burst: Burst): boolean {
  return burst.gaps.length >= 2 && median(burst.gaps) < MEDIAN_GAP_BELOW_MS;
}

function isScan(burst: Burst): boolean {
  return burst.chars.length >= SHORTEST && looksLikeScan(burst);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Infinity;
}
