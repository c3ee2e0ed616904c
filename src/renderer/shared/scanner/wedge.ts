import type { ScannerProfile } from './scanner-profile.ts';

/*
 * A scanner types like a keyboard. This tells it from a person: by the prefix and the end key where
 * they are known, else by the rhythm. Pure: times are the events' own time stamps in ms, which do not
 * suffer when the page was busy.
 */

/** Keys in quick succession, so far. */
export type Wedge = {
  /** Every character of the burst, without the prefix. */
  readonly chars: string;
  readonly gaps: readonly number[];
  readonly lastMs: number;
  /** What of the burst the page does not have; a person's is given back. */
  readonly held: string;
  /** How many characters of the burst the page has. */
  readonly passed: number;
  /** The page has acted on a key of the burst: taking its text back undoes no action. */
  readonly isSeen: boolean;
  /** Its prefix was seen: no key is the page's before the code ends. */
  readonly isFramed: boolean;
  /** Held a key that no code has. */
  readonly isSpoilt: boolean;
  /** When the last code ended, while no other key came since. */
  readonly endedMs: number;
};

export type WedgeKey = { readonly key: string; readonly atMs: number };

export type WedgeOutcome =
  /** One code; `atMs` is when its last key came. */
  | { readonly kind: 'scan'; readonly code: string; readonly atMs: number }
  /** A scanner's keys that are no whole code: they belong nowhere. */
  | { readonly kind: 'noise' }
  /** It begins to look like a scan: the page gives so many characters of it back. */
  | { readonly kind: 'suspect'; readonly passed: number }
  /** It looks like a person after all: the page gets these, `isNew` as keys it has never seen. */
  | { readonly kind: 'typed'; readonly text: string; readonly isNew: boolean };

export type WedgeStep = {
  readonly wedge: Wedge;
  /** Whether the page must not see this key. */
  readonly isTaken: boolean;
  /** What to do before the page sees the key. */
  readonly outcome: WedgeOutcome | undefined;
};

/** Shorter codes are typed: the shortest barcode in shops, UPC-E without its frame, has 6. */
const SHORTEST = 6;
/** No code is longer: what goes on and on is a broken scanner. */
const LONGEST = 500;
/** A pause this long between two keys ends a burst. */
const PAUSE_MS = 100;
/** Some scanners send two line ends; the second must press nothing. */
const ECHO_MS = 50;
/** What may be a person's waits no longer for the next key. */
const RELEASE_MS = 150;
/** Codes begin with these (a German PZN, a HIBC) that are a person's keys too, and change a line. */
const SIGNS = ['+', '-'];
/** A code without an end key is whole by then: a busy page may see its keys late. */
const SILENCE_MS = 500;

export const QUIET: Wedge = {
  chars: '',
  gaps: [],
  lastMs: -Infinity,
  held: '',
  passed: 0,
  isSeen: false,
  isFramed: false,
  isSpoilt: false,
  endedMs: -Infinity,
};

/** Takes in one key. */
export function stepWedge(before: Wedge, { key, atMs }: WedgeKey, by: ScannerProfile): WedgeStep {
  const isOver = isActive(before) && atMs - before.lastMs > PAUSE_MS;
  const outcome = isOver ? settle(before, by) : undefined;
  const wedge = isOver ? afterBurst(before, outcome) : before;
  const next = by.ends.includes(key)
    ? endKey(wedge, atMs, by)
    : key.length === 1
      ? character(wedge, { key, atMs }, by)
      : namedKey(wedge, atMs, by);
  // After a pause the burst is empty, so the key itself settles nothing more.
  return { ...next, outcome: outcome ?? next.outcome };
}

/** No key came for a while. Answers what that settles. */
export function idleWedge(
  wedge: Wedge,
  nowMs: number,
  by: ScannerProfile,
): Pick<WedgeStep, 'wedge' | 'outcome'> {
  const silent = nowMs - wedge.lastMs;
  const isPerson = !isScanner(wedge, by) || (by.unended === 'typed' && !hasNonsense(wedge));
  if (isPerson) {
    if (wedge.held === '' || silent <= RELEASE_MS) return { wedge, outcome: undefined };
    // Keys that were sent in time may still come, so the burst itself goes on.
    const passed = wedge.passed + wedge.held.length;
    const released = { ...wedge, held: '', passed, isSeen: true };
    return { wedge: released, outcome: given(wedge) };
  }
  if (silent <= SILENCE_MS) return { wedge, outcome: undefined };
  const outcome = settle(wedge, by);
  return { wedge: afterBurst(wedge, outcome), outcome };
}

/** Whether something is held that a silence would settle. */
export function isWaiting({ held, isFramed }: Wedge): boolean {
  return held !== '' || isFramed;
}

function isActive({ chars, isFramed, held }: Wedge): boolean {
  return chars !== '' || isFramed || held !== '';
}

function endKey(wedge: Wedge, atMs: number, by: ScannerProfile): WedgeStep {
  if (isCode(wedge, by)) {
    const outcome: WedgeOutcome = wedge.isSpoilt
      ? { kind: 'noise' }
      : { kind: 'scan', code: wedge.chars, atMs };
    return { wedge: { ...QUIET, endedMs: atMs }, isTaken: true, outcome };
  }
  const sinceEnd = atMs - wedge.endedMs;
  const isEcho = !isActive(wedge) && sinceEnd >= 0 && sinceEnd <= ECHO_MS;
  return { wedge: isEcho ? wedge : QUIET, isTaken: isEcho, outcome: given(wedge) };
}

/** A key without a character: none of a code's. */
function namedKey(wedge: Wedge, atMs: number, by: ScannerProfile): WedgeStep {
  if (!isCode(wedge, by)) return { wedge: QUIET, isTaken: false, outcome: given(wedge) };
  const gaps = [...wedge.gaps, atMs - wedge.lastMs];
  const spoilt = { ...wedge, gaps, lastMs: atMs, isSpoilt: true };
  return { wedge: spoilt, isTaken: true, outcome: undefined };
}

function character(wedge: Wedge, { key, atMs }: WedgeKey, by: ScannerProfile): WedgeStep {
  const gaps = isActive(wedge) ? [...wedge.gaps, atMs - wedge.lastMs] : [];
  const isTooLong = wedge.chars.length >= LONGEST;
  const next: Wedge = {
    ...wedge,
    chars: isTooLong ? wedge.chars : wedge.chars + key,
    // Enough to tell the rhythm, and a scanner that never ends fills no memory.
    gaps: gaps.slice(-LONGEST),
    lastMs: atMs,
    endedMs: -Infinity,
    isSpoilt: wedge.isSpoilt || isTooLong,
  };
  const isPrefix = !next.isFramed && by.prefix === next.chars;
  const isPrefixSoFar = !next.isFramed && by.prefix.startsWith(next.chars);
  const isHeld = next.isFramed || isPrefixSoFar || mayBeSigned(next, by);
  if (!isHeld && !isFast(next, by)) {
    const passed = wedge.passed + wedge.held.length + 1;
    const shown = { ...next, held: '', passed, isSeen: true };
    return { wedge: shown, isTaken: false, outcome: given(wedge) };
  }
  // From the first doubt on the page has none of the burst.
  const onPage = wedge.passed;
  const outcome: WedgeOutcome | undefined =
    onPage === 0 ? undefined : { kind: 'suspect', passed: onPage };
  const whole = onPage === 0 ? wedge.held + key : next.chars;
  const held = isTooLong ? wedge.held : whole;
  const taken = { ...next, held, passed: 0 };
  const framed = isPrefix ? { ...taken, chars: '', isFramed: true } : taken;
  return { wedge: framed, isTaken: true, outcome };
}

/** What a burst was that came to no end key. */
function settle(wedge: Wedge, by: ScannerProfile): WedgeOutcome | undefined {
  if (!isScanner(wedge, by)) return given(wedge);
  if (hasNonsense(wedge)) return { kind: 'noise' };
  if (by.unended === 'typed') return given(wedge);
  return by.unended === 'noise'
    ? { kind: 'noise' }
    : { kind: 'scan', code: wedge.chars, atMs: wedge.lastMs };
}

function afterBurst({ lastMs }: Wedge, outcome: WedgeOutcome | undefined): Wedge {
  return outcome?.kind === 'scan' ? { ...QUIET, endedMs: lastMs } : QUIET;
}

function given({ held, isSeen }: Wedge): WedgeOutcome | undefined {
  return held === '' ? undefined : { kind: 'typed', text: held, isNew: !isSeen };
}

/**
 * Whether it can still become a code that begins with a sign, though too short to tell the rhythm: the
 * page must not act on the sign meanwhile. One gap may be slow, since a scan may stall.
 */
function mayBeSigned({ chars, gaps, isSeen }: Wedge, { prefix, fastMs }: ScannerProfile): boolean {
  const isOpen = prefix === '' && !isSeen && chars.length < SHORTEST;
  return (
    isOpen && SIGNS.includes(chars.charAt(0)) && gaps.filter((gap) => gap >= fastMs).length <= 1
  );
}

/** Whether an end key now makes it a code. */
function isCode(wedge: Wedge, by: ScannerProfile): boolean {
  return isScanner(wedge, by) || (wedge.isFramed && wedge.chars !== '');
}

/** So much so fast that no person typed it. */
function isScanner(wedge: Wedge, by: ScannerProfile): boolean {
  return wedge.chars.length >= SHORTEST && isFast(wedge, by);
}

/** Keys or signs that nobody types into a field. */
function hasNonsense({ isSpoilt, chars }: Wedge): boolean {
  // oxlint-disable-next-line no-control-regex
  return isSpoilt || /[\u0000-\u001f]/.test(chars);
}

/** All gaps but one in four: a scan may stall. */
function isFast({ gaps }: Wedge, { fastMs }: ScannerProfile): boolean {
  const sorted = gaps.toSorted((a, b) => a - b);
  return sorted.length >= 2 && (sorted[Math.floor(sorted.length * 0.75)] ?? Infinity) < fastMs;
}
